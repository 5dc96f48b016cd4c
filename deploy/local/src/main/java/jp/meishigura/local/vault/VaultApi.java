package jp.meishigura.local.vault;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;
import jp.meishigura.local.LaunchException;
import jp.meishigura.local.Secret;

/** The few requests the launcher makes to a Vault-compatible server. */
final class VaultApi {
  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final JsonMapper JSON = new JsonMapper();
  private static final Secret NO_TOKEN = new Secret("");

  private final HttpClient http;
  private final String address;

  /** A server of our own, on this machine. */
  VaultApi(String address) {
    this.address = address;
    this.http = HttpClient.newBuilder().connectTimeout(PATIENCE).build();
  }

  /** A server that somebody else runs. */
  VaultApi(ExistingVault existing) {
    this.address = existing.address();
    HttpClient.Builder builder = HttpClient.newBuilder().connectTimeout(PATIENCE);
    existing.caFile().ifPresent(file -> builder.sslContext(Authorities.trusting(file)));
    this.http = builder.build();
  }

  /** Whether it is initialised, unsealed and active. */
  boolean healthy() throws IOException, InterruptedException {
    return send(request("sys/health", NO_TOKEN).GET()).statusCode() == 200;
  }

  /** Whether it serves; one that stands by in a cluster does, through the active one. */
  boolean serves() throws IOException, InterruptedException {
    String path = "sys/health?standbyok=true&perfstandbyok=true";
    return send(request(path, NO_TOKEN).GET()).statusCode() == 200;
  }

  /** Whether the HTTP server answers at all, sealed or not. */
  boolean answers() throws IOException, InterruptedException {
    return send(request("sys/seal-status", NO_TOKEN).GET()).statusCode() == 200;
  }

  JsonNode read(String path, Secret token) throws IOException, InterruptedException {
    return checked(path, send(request(path, token).GET()));
  }

  JsonNode write(String path, Map<String, ?> data, Secret token)
      throws IOException, InterruptedException {
    HttpRequest.BodyPublisher body =
        HttpRequest.BodyPublishers.ofString(JSON.writeValueAsString(data));
    return checked(path, send(request(path, token).PUT(body)));
  }

  /** A token for the operator. */
  Secret login(Secret password) throws IOException, InterruptedException {
    JsonNode answer =
        write(
            "auth/userpass/login/" + VaultSetup.OPERATOR,
            Map.of("password", password.reveal()),
            NO_TOKEN);
    return new Secret(answer.at("/auth/client_token").asText());
  }

  /** A token for whoever has this AppRole login. */
  Secret approleLogin(Secret roleId, Secret secretId) throws IOException, InterruptedException {
    JsonNode answer =
        write(
            "auth/approle/login",
            Map.of("role_id", roleId.reveal(), "secret_id", secretId.reveal()),
            NO_TOKEN);
    return new Secret(answer.at("/auth/client_token").asText());
  }

  JsonNode write(String path, Map<String, ?> data) throws IOException, InterruptedException {
    return write(path, data, NO_TOKEN);
  }

  private HttpRequest.Builder request(String path, Secret token) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(address + "/v1/" + path)).timeout(PATIENCE);
    return token.reveal().isEmpty() ? request : request.header("X-Vault-Token", token.reveal());
  }

  private HttpResponse<String> send(HttpRequest.Builder request)
      throws IOException, InterruptedException {
    return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
  }

  private static JsonNode checked(String path, HttpResponse<String> answer) throws IOException {
    if (answer.statusCode() / 100 != 2) {
      // Error bodies name what is wrong; they never repeat what was sent.
      throw new LaunchException(
          "The Vault server answered "
              + answer.statusCode()
              + " to "
              + path
              + ": "
              + answer.body());
    }
    return answer.body().isBlank() ? JSON.createObjectNode() : JSON.readTree(answer.body());
  }
}
