package jp.meishigura.local.keycloak;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.util.Map;
import jp.meishigura.local.LaunchException;
import jp.meishigura.local.Secret;

/** The realm's endpoints that answer with JSON. */
final class TokenEndpoint {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Issuer issuer;
  private final HttpClient http;

  TokenEndpoint(Issuer issuer, HttpClient http) {
    this.issuer = issuer;
    this.http = http;
  }

  /**
   * The access token for that grant.
   *
   * @throws LaunchException when Keycloak refuses; the message is Keycloak's reason
   */
  Secret accessToken(Map<String, String> grant) throws IOException, InterruptedException {
    JsonNode answer = ask(issuer.token(), grant);
    if (!answer.has("access_token")) {
      throw new LaunchException("Keycloak gives no token: " + reason(answer));
    }
    return new Secret(answer.path("access_token").asText());
  }

  /** Whatever Keycloak answers, errors included. */
  JsonNode ask(URI endpoint, Map<String, String> form) throws IOException, InterruptedException {
    Page answer = new Browser(http).post(endpoint, form);
    try {
      return JSON.readTree(answer.body());
    } catch (JsonProcessingException e) {
      // While it starts, Keycloak answers every request with a line of plain text.
      throw new LaunchException("Keycloak is not ready (HTTP " + answer.status() + ").", e);
    }
  }

  static String reason(JsonNode answer) {
    return answer.path("error").asText() + ": " + answer.path("error_description").asText();
  }
}
