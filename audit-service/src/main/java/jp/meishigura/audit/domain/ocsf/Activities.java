package jp.meishigura.audit.domain.ocsf;

import static jp.meishigura.audit.domain.ocsf.OcsfClass.ACCOUNT_CHANGE;
import static jp.meishigura.audit.domain.ocsf.OcsfClass.API;
import static jp.meishigura.audit.domain.ocsf.OcsfClass.AUTHENTICATION;
import static jp.meishigura.audit.domain.ocsf.OcsfClass.DATASTORE;
import static jp.meishigura.audit.domain.ocsf.OcsfClass.DETECTION_FINDING;
import static jp.meishigura.audit.domain.ocsf.OcsfClass.ENTITY_MANAGEMENT;
import static jp.meishigura.audit.domain.ocsf.OcsfClass.USER_ACCESS;
import static jp.meishigura.audit.domain.ocsf.OcsfClass.WEB_RESOURCES;

import jp.meishigura.audit.domain.log.Action;
import jp.meishigura.audit.domain.ocsf.Activity.Subject;

/** Which activity each action of the catalogue is. A new action does not compile without one. */
final class Activities {

  private Activities() {}

  static Activity of(Action action) {
    return switch (action) {
      case CARD_CREATE -> web(1, "Create", Subject.CARD);
      case CARD_READ, CARD_LIST, CARD_REVEAL -> web(2, "Read", Subject.CARD);
      case CARD_UPDATE, CARD_STATE -> web(3, "Update", Subject.CARD);
      case CARD_ERASE -> web(4, "Delete", Subject.CARD).grave();
      case CARD_SEARCH -> web(5, "Search", Subject.CARD);
      case IMPORT_RUN -> web(6, "Import", Subject.CARD);
      // An address leaves for another service, and from there for a mail server.
      case CARD_RECIPIENT -> web(8, "Share", Subject.CARD);

      case CONSENT_REQUEST -> web(1, "Create", Subject.CONSENT);
      case CONSENT_READ, CONSENT_PAGE -> web(2, "Read", Subject.CONSENT);
      case CONSENT_MAIL -> web(8, "Share", Subject.CONSENT);
      case CONSENT_REFUSE -> entity(3, "Update", Subject.CONSENT);
      case CONSENT_ERASE -> entity(4, "Delete", Subject.CONSENT);
      case CONSENT_GIVE -> entity(10, "Activate", Subject.CONSENT);
      case CONSENT_WITHDRAW -> entity(11, "Deactivate", Subject.CONSENT);
      case PURPOSE_REGISTER -> entity(1, "Create", Subject.PURPOSE);
      case PURPOSE_LIST -> entity(2, "Read", Subject.PURPOSE);

      case KEY_CREATE, KEY_RENEW -> store(6, "Create", Subject.KEYS);
      case KEY_RETIRE, INDEX_KEY_RETIRE -> store(7, "Delete", Subject.KEYS);
      case KEY_DESTROY -> store(7, "Delete", Subject.KEYS).grave();
      // Wrapped keys are wrapped anew.
      case KEY_ROTATE -> store(9, "Encrypt", Subject.KEYS).grave();
      // Wrapped keys are opened and leave.
      case KEY_RELEASE, INDEX_KEY_RELEASE -> store(10, "Decrypt", Subject.KEYS);
      case KEY_SEAL -> entity(12, "Suspend", Subject.TENANT).grave();
      case KEY_UNSEAL -> entity(13, "Resume", Subject.TENANT).grave();
      case CARD_RESEAL, KEY_WORK_BEGIN, KEY_WORK_END -> store(9, "Encrypt", Subject.CARDS_DATABASE);

      case RELEASE_STOP_SET -> entity(12, "Suspend", Subject.PERSON).grave();
      case RELEASE_STOP_LIFT -> entity(13, "Resume", Subject.PERSON).grave();

      case FINDING_OPEN -> finding(1, "Create");
      case FINDING_ACKNOWLEDGE -> finding(2, "Update");
      // Whoever wants not to be seen begins here.
      case DETECTION_SET -> entity(3, "Update", Subject.RULES).grave();

      case CHECKPOINT_SIGN -> api(1, "Create", Subject.LOG);
      case AUDIT_QUERY -> api(2, "Read", Subject.LOG);
      case AUDIT_OUTLET -> web(7, "Export", Subject.LOG);
      case ACCESS_REFUSED -> api(99, "Refused at the door", Subject.DOOR);

      case IDENTITY_LOGIN -> identity(AUTHENTICATION, 1, "Logon");
      case IDENTITY_LOGOUT -> identity(AUTHENTICATION, 2, "Logoff");
      // Its tickets are those of Kerberos.
      case IDENTITY_TOKEN -> identity(AUTHENTICATION, 99, "Token");
      case IDENTITY_OTHER -> identity(AUTHENTICATION, 99, "Other event of the identity provider");
      case IDENTITY_CREATE -> identity(ACCOUNT_CHANGE, 1, "Create");
      case IDENTITY_DELETE -> identity(ACCOUNT_CHANGE, 6, "Delete");
      case IDENTITY_CHANGE -> identity(ACCOUNT_CHANGE, 99, "Change");
      case IDENTITY_CREDENTIAL -> identity(ACCOUNT_CHANGE, 99, "Credential");
      case IDENTITY_GRANT -> identity(USER_ACCESS, 1, "Assign Privileges");
      case IDENTITY_REVOKE -> identity(USER_ACCESS, 2, "Revoke Privileges");
      case IDENTITY_ADMIN -> api(99, "Administration", Subject.IDENTITY);
    };
  }

  /** An action that this version's catalogue does not have. */
  static Activity unknown() {
    return api(0, "Unknown", Subject.DOOR);
  }

  private static Activity identity(OcsfClass of, int id, String caption) {
    return Activity.of(of, id, caption, Subject.IDENTITY);
  }

  private static Activity finding(int id, String caption) {
    return Activity.of(DETECTION_FINDING, id, caption, Subject.FINDING);
  }

  private static Activity web(int id, String caption, Subject subject) {
    return Activity.of(WEB_RESOURCES, id, caption, subject);
  }

  private static Activity entity(int id, String caption, Subject subject) {
    return Activity.of(ENTITY_MANAGEMENT, id, caption, subject);
  }

  private static Activity store(int id, String caption, Subject subject) {
    return Activity.of(DATASTORE, id, caption, subject);
  }

  private static Activity api(int id, String caption, Subject subject) {
    return Activity.of(API, id, caption, subject);
  }
}
