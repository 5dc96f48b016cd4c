package jp.meishigura.local.keycloak;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.http.HttpClient;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;
import jp.meishigura.local.LaunchException;
import jp.meishigura.local.Secret;

/**
 * A person's login from a terminal (RFC 8628): the person confirms in a browser, with both factors.
 */
public final class DeviceLogin {
  private static final String CLIENT = "terminal";
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private final Issuer issuer;
  private final TokenEndpoint endpoint;

  public DeviceLogin(Issuer issuer) {
    this.issuer = issuer;
    this.endpoint =
        new TokenEndpoint(issuer, HttpClient.newBuilder().connectTimeout(PATIENCE).build());
  }

  /**
   * Waits for the person and returns the access token.
   *
   * @param invite is told what the person must open and compare
   * @throws LaunchException when the person refuses or lets the code expire
   */
  public Secret token(Audience audience, String tenant, Consumer<String> invite)
      throws IOException, InterruptedException {
    Pkce pkce = new Pkce();
    Map<String, String> request = new LinkedHashMap<>(pkce.challenge());
    request.put("client_id", CLIENT);
    request.put("scope", "openid " + audience.scope() + " organization:" + tenant);
    JsonNode device = endpoint.ask(issuer.deviceAuthorization(), request);
    if (!device.has("device_code")) {
      throw new LaunchException("Keycloak gives no code: " + TokenEndpoint.reason(device));
    }
    invite.accept(
        "Open %s and confirm the code %s."
            .formatted(
                device.path("verification_uri_complete").asText(),
                device.path("user_code").asText()));
    return await(device, pkce);
  }

  private Secret await(JsonNode device, Pkce pkce) throws IOException, InterruptedException {
    Instant end = Instant.now().plusSeconds(device.path("expires_in").asLong());
    Duration pause = Duration.ofSeconds(device.path("interval").asLong());
    Map<String, String> grant =
        Map.of(
            "grant_type",
            "urn:ietf:params:oauth:grant-type:device_code",
            "client_id",
            CLIENT,
            "device_code",
            device.path("device_code").asText(),
            "code_verifier",
            pkce.verifier());
    while (Instant.now().isBefore(end)) {
      Thread.sleep(pause);
      JsonNode answer = endpoint.ask(issuer.token(), grant);
      if (answer.has("access_token")) {
        return new Secret(answer.path("access_token").asText());
      }
      switch (answer.path("error").asText()) {
        case "authorization_pending" -> {}
        // RFC 8628 section 3.5: five seconds more from now on.
        case "slow_down" -> pause = pause.plusSeconds(5);
        default ->
            throw new LaunchException("Keycloak gives no token: " + TokenEndpoint.reason(answer));
      }
    }
    throw new LaunchException("The code has expired: ask for a new one.");
  }
}
