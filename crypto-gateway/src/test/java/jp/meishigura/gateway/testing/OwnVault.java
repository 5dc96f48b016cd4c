package jp.meishigura.gateway.testing;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import jp.meishigura.platform.testing.Stand;

/**
 * A server that belongs to one test alone, so that it can be sealed, stopped and have its key
 * rotated. Set up over the API as an operator sets up any of the two products, with our policy and
 * a login for the gateway.
 */
public final class OwnVault implements AutoCloseable {

  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final HttpClient http = HttpClient.newHttpClient();
  private final ObjectMapper json = new ObjectMapper();
  private final VaultProcess process;
  private String unsealKey = "";
  private String rootToken = "";

  private OwnVault(Path program) {
    process = new VaultProcess(program);
    try {
      await(() -> ask("", "GET", "sys/seal-status", Map.of()).status() == 200);
      initialise();
      unseal();
      setUp();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** With the program of the stand's server: OpenBao, unless the machine has only another. */
  public static OwnVault start(Stand stand) {
    return start(
        ProcessHandle.of(Long.parseLong(stand.property("pid.openbao")))
            .flatMap(running -> running.info().command())
            .map(Path::of)
            .orElseThrow(() -> new IllegalStateException("The stand's server does not run.")));
  }

  static OwnVault start(Path program) {
    return new OwnVault(program);
  }

  int port() {
    return process.port();
  }

  /** As the tests of the stand's server see it. */
  TestVault asTestVault() {
    return new TestVault(address(), rootToken, roleId(), secretId());
  }

  private Path roleId() {
    return process.file("role-id");
  }

  private Path secretId() {
    return process.file("secret-id");
  }

  private String address() {
    return "http://127.0.0.1:" + port();
  }

  /** A request of the server's operator; fails unless it succeeds. */
  public JsonNode order(String method, String path, Map<String, ?> body) {
    Answer answer = ask(rootToken, method, path, body);
    if (answer.status() / 100 != 2) {
      throw new IllegalStateException(path + ": " + answer.status() + " " + answer.body());
    }
    return answer.body();
  }

  /**
   * @param body an empty object where there was none
   */
  public record Answer(int status, JsonNode body) {}

  /** A request under any token. */
  public Answer ask(String token, String method, String path, Map<String, ?> body) {
    try {
      HttpRequest request =
          HttpRequest.newBuilder(URI.create(address() + "/v1/" + path))
              .timeout(Duration.ofSeconds(10))
              .header("X-Vault-Token", token)
              .method(method, HttpRequest.BodyPublishers.ofString(json.writeValueAsString(body)))
              .build();
      HttpResponse<String> answer = http.send(request, HttpResponse.BodyHandlers.ofString(UTF_8));
      return new Answer(
          answer.statusCode(),
          answer.body().isBlank() ? json.createObjectNode() : json.readTree(answer.body()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
  }

  /** A token as the gateway gets it. */
  public String login() {
    try {
      return ask(
              "",
              "POST",
              "auth/approle/login",
              Map.of(
                  "role_id", Files.readString(roleId()), "secret_id", Files.readString(secretId())))
          .body()
          .at("/auth/client_token")
          .asText();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public void seal() {
    order("PUT", "sys/seal", Map.of());
  }

  public void unseal() {
    order("PUT", "sys/unseal", Map.of("key", unsealKey));
    // Unsealed, it still has to become active.
    await(
        () ->
            ask("", "GET", "sys/health", Map.of()).status() == 200
                && ask(rootToken, "GET", "auth/token/lookup-self", Map.of()).status() == 200);
  }

  /** From now on it answers nobody, and keeps its connections. */
  public void suspend() {
    process.suspend();
  }

  public void resume() {
    process.resume();
  }

  public void minDecryptionVersion(int version) {
    order("POST", "transit/keys/tenant-keys/config", Map.of("min_decryption_version", version));
  }

  @Override
  public void close() {
    process.close();
  }

  /** Something that comes true some time after a start. */
  private interface Condition {
    boolean holds();
  }

  private void await(Condition condition) {
    Instant end = Instant.now().plus(PATIENCE);
    while (!holdsYet(condition)) {
      if (!process.runs() || Instant.now().isAfter(end)) {
        throw new IllegalStateException("No server of our own: see " + process.log());
      }
      try {
        Thread.sleep(100);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IllegalStateException("interrupted", e);
      }
    }
  }

  private static boolean holdsYet(Condition condition) {
    try {
      return condition.holds();
    } catch (UncheckedIOException e) {
      return false;
    }
  }

  private void initialise() {
    JsonNode answer = order("PUT", "sys/init", Map.of("secret_shares", 1, "secret_threshold", 1));
    unsealKey = answer.at("/keys_base64/0").asText();
    rootToken = answer.at("/root_token").asText();
  }

  private void setUp() throws IOException {
    order("POST", "sys/mounts/transit", Map.of("type", "transit"));
    order("POST", "transit/keys/tenant-keys", Map.of("type", "aes256-gcm96", "derived", true));
    order("POST", "transit/keys/log-checkpoint", Map.of("type", "ed25519"));
    givePolicy();
    order("POST", "sys/auth/approle", Map.of("type", "approle"));
    order(
        "POST",
        "sys/auth/approle/tune",
        Map.of("user_lockout_config", Map.of("lockout_disable", true)));
    tokenPeriod("20m");
    String role = "auth/approle/role/crypto-gateway/";
    Files.writeString(
        roleId(), order("GET", role + "role-id", Map.of()).at("/data/role_id").asText());
    Files.writeString(
        secretId(), order("POST", role + "secret-id", Map.of()).at("/data/secret_id").asText());
  }

  /** What the gateway may, as we deliver it. */
  public void givePolicy() {
    givePolicyWithout("no such line");
  }

  /**
   * The same without the lines that speak of this; it counts at once, for tokens given before too.
   */
  public void givePolicyWithout(String path) {
    try (Stream<String> lines =
        Files.lines(Stand.repository().resolve("deploy/vault/policies/crypto-gateway.hcl"))) {
      String policy =
          lines
              .filter(line -> !line.contains(path) || line.startsWith("#"))
              .collect(Collectors.joining("\n"));
      order("PUT", "sys/policies/acl/crypto-gateway", Map.of("policy", policy));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public void withdrawPolicy() {
    order("DELETE", "sys/policies/acl/crypto-gateway", Map.of());
  }

  /** How many tokens there are. */
  public int tokens() {
    return order("LIST", "auth/token/accessors", Map.of()).at("/data/keys").size();
  }

  /** How long tokens live that are given from now on. */
  public void tokenPeriod(String period) {
    order(
        "POST",
        "auth/approle/role/crypto-gateway",
        Map.of(
            "token_policies",
            "crypto-gateway",
            "token_no_default_policy",
            true,
            "token_period",
            period));
  }
}
