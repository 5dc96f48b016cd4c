package jp.meishigura.audit.domain.identity;

import jp.meishigura.audit.domain.log.Action;

/** Which action of the catalogue a type of login event is. */
final class LoginActions {

  private static final String ERROR = "_ERROR";

  private LoginActions() {}

  /**
   * @param type with or without {@code _ERROR} at its end
   */
  static Action of(String type) {
    String what = type.endsWith(ERROR) ? type.substring(0, type.length() - ERROR.length()) : type;
    return switch (what) {
      case "LOGIN", "CLIENT_LOGIN", "IMPERSONATE", "FEDERATED_IDENTITY_OVERRIDE_LINK" ->
          Action.IDENTITY_LOGIN;
      case "LOGOUT" -> Action.IDENTITY_LOGOUT;
      case "CODE_TO_TOKEN",
          "REFRESH_TOKEN",
          "TOKEN_EXCHANGE",
          "OAUTH2_DEVICE_AUTH",
          "OAUTH2_DEVICE_VERIFY_USER_CODE",
          "OAUTH2_DEVICE_CODE_TO_TOKEN",
          "PERMISSION_TOKEN",
          "REVOKE_GRANT" ->
          Action.IDENTITY_TOKEN;
      case "UPDATE_CREDENTIAL",
          "REMOVE_CREDENTIAL",
          "UPDATE_PASSWORD",
          "RESET_PASSWORD",
          "SEND_RESET_PASSWORD",
          "UPDATE_TOTP",
          "REMOVE_TOTP" ->
          Action.IDENTITY_CREDENTIAL;
      case "REGISTER" -> Action.IDENTITY_CREATE;
      case "UPDATE_PROFILE", "UPDATE_EMAIL", "VERIFY_EMAIL" -> Action.IDENTITY_CHANGE;
      case "DELETE_ACCOUNT" -> Action.IDENTITY_DELETE;
      default -> Action.IDENTITY_OTHER;
    };
  }
}
