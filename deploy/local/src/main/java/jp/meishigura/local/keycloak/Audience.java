package jp.meishigura.local.keycloak;

import java.util.Locale;
import jp.meishigura.local.LaunchException;

/** A service that people and integrations may ask a token for. */
public enum Audience {
  CONTACTS,
  CONSENT,
  AUDIT;

  /** The scope that puts the service, and no other, into the token's audience. */
  public String scope() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * The audience of that name, {@code contacts} or {@code contacts-service}.
   *
   * @throws LaunchException when there is none
   */
  public static Audience named(String name) {
    for (Audience audience : values()) {
      if (name.equals(audience.scope()) || name.equals(audience.scope() + "-service")) {
        return audience;
      }
    }
    throw new LaunchException("A token is for contacts, consent or audit, not for " + name + ".");
  }
}
