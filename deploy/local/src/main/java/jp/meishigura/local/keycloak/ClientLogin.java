package jp.meishigura.local.keycloak;

import java.io.IOException;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.Map;
import jp.meishigura.local.LaunchException;
import jp.meishigura.local.Secret;
import jp.meishigura.local.Secrets;

/** Tokens of the realm's service accounts (client credentials). */
public final class ClientLogin {
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private final ClientSecrets secrets;
  private final TokenEndpoint tokens;

  public ClientLogin(Issuer issuer, Secrets secrets) {
    this.secrets = new ClientSecrets(secrets);
    this.tokens =
        new TokenEndpoint(issuer, HttpClient.newBuilder().connectTimeout(PATIENCE).build());
  }

  /**
   * An access token of that client.
   *
   * @param client for example {@code integrator}
   * @param tenant alias of the organization
   * @throws LaunchException when Keycloak refuses, for example because the client may not ask for
   *     that audience
   */
  public Secret token(String client, Audience audience, String tenant)
      throws IOException, InterruptedException {
    return token(client, audience.scope(), tenant);
  }

  /**
   * The token by which a service asks crypto-gateway for keys; no person and no integrator can have
   * one.
   *
   * @param service its client, for example {@code contacts-service}
   */
  public Secret keyToken(String service, String tenant) throws IOException, InterruptedException {
    return token(service, "crypto", tenant);
  }

  private Secret token(String client, String scope, String tenant)
      throws IOException, InterruptedException {
    return tokens.accessToken(
        Map.of(
            "grant_type",
            "client_credentials",
            "client_id",
            client,
            "client_secret",
            secrets.of(client).reveal(),
            "scope",
            scope + " organization:" + tenant));
  }
}
