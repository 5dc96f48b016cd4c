package jp.meishigura.audit.domain.identity;

import jp.meishigura.audit.domain.log.Action;

/** Which action of the catalogue an administrator's change is. */
final class AdminActions {

  private AdminActions() {}

  static Action of(AdminEvent event) {
    return switch (event.resource()) {
      case "REALM_ROLE_MAPPING",
          "CLIENT_ROLE_MAPPING",
          "GROUP_MEMBERSHIP",
          "ORGANIZATION_MEMBERSHIP",
          "ORGANIZATION_GROUP_MEMBERSHIP" ->
          event.operation().equals("DELETE") ? Action.IDENTITY_REVOKE : Action.IDENTITY_GRANT;
      case "USER" -> user(event);
      default -> Action.IDENTITY_ADMIN;
    };
  }

  private static Action user(AdminEvent event) {
    String path = event.path().shown();
    if (path.contains("/credentials")
        || path.endsWith("/reset-password")
        || path.endsWith("/disable-credential-types")) {
      return Action.IDENTITY_CREDENTIAL;
    }
    return switch (event.operation()) {
      case "CREATE" -> Action.IDENTITY_CREATE;
      case "DELETE" -> Action.IDENTITY_DELETE;
      case "UPDATE" -> Action.IDENTITY_CHANGE;
      default -> Action.IDENTITY_ADMIN;
    };
  }
}
