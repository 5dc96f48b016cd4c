package jp.meishigura.audit.domain.log;

import java.util.Arrays;
import java.util.Locale;

/** The catalogue of actions; docs/audit-events.md explains each of them. */
public enum Action {
  CARD_CREATE("card"),
  CARD_UPDATE("card"),
  CARD_READ("card"),
  CARD_LIST("card"),
  CARD_SEARCH("card"),
  CARD_REVEAL("card"),
  CARD_RECIPIENT("card"),
  CARD_STATE("card"),
  CARD_ERASE("card"),
  CARD_RESEAL("card"),
  IMPORT_RUN("import"),
  PURPOSE_REGISTER("purpose"),
  PURPOSE_LIST("purpose"),
  CONSENT_REQUEST("consent"),
  CONSENT_READ("consent"),
  CONSENT_MAIL("consent"),
  CONSENT_PAGE("consent"),
  CONSENT_GIVE("consent"),
  CONSENT_REFUSE("consent"),
  CONSENT_WITHDRAW("consent"),
  CONSENT_ERASE("consent"),
  KEY_CREATE("key"),
  KEY_RELEASE("key"),
  KEY_RENEW("key"),
  KEY_RETIRE("key"),
  KEY_DESTROY("key"),
  KEY_ROTATE("key"),
  KEY_SEAL("key"),
  KEY_UNSEAL("key"),
  KEY_WORK_BEGIN("key-work"),
  KEY_WORK_END("key-work"),
  INDEX_KEY_RELEASE("index-key"),
  INDEX_KEY_RETIRE("index-key"),
  RELEASE_STOP_SET("release-stop"),
  RELEASE_STOP_LIFT("release-stop"),
  CHECKPOINT_SIGN("checkpoint"),
  FINDING_OPEN("finding"),
  FINDING_ACKNOWLEDGE("finding"),
  DETECTION_SET("detection"),
  AUDIT_QUERY("audit"),
  AUDIT_OUTLET("audit"),
  ACCESS_REFUSED("access"),
  IDENTITY_LOGIN("identity"),
  IDENTITY_LOGOUT("identity"),
  IDENTITY_TOKEN("identity"),
  IDENTITY_CREDENTIAL("identity"),
  IDENTITY_CREATE("identity"),
  IDENTITY_CHANGE("identity"),
  IDENTITY_DELETE("identity"),
  IDENTITY_GRANT("identity"),
  IDENTITY_REVOKE("identity"),
  IDENTITY_ADMIN("identity"),
  IDENTITY_OTHER("identity");

  private final String slug;

  Action(String thing) {
    this.slug = thing + "." + name().toLowerCase(Locale.ROOT).substring(thing.length() + 1);
  }

  /** The name in events: what was touched, a dot, what was done. */
  public String slug() {
    return slug;
  }

  /**
   * @throws IllegalArgumentException when the catalogue has no such action
   */
  public static Action named(String slug) {
    return Arrays.stream(values())
        .filter(one -> one.slug.equals(slug))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("not in the catalogue"));
  }
}
