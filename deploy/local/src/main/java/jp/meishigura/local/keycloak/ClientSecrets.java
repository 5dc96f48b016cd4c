package jp.meishigura.local.keycloak;

import jp.meishigura.local.Secret;
import jp.meishigura.local.Secrets;

/** The secrets of the realm's confidential clients: the services and the integrator. */
public final class ClientSecrets {
  static final String PREFIX = "client-secret.";

  private final Secrets secrets;

  public ClientSecrets(Secrets secrets) {
    this.secrets = secrets;
  }

  /** The secret of that client, for example {@code contacts-service}. */
  public Secret of(String client) {
    return secrets.get(PREFIX + client);
  }
}
