package jp.meishigura.gateway.testing;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import jp.meishigura.platform.testing.Stand;

/**
 * A server that belongs to one test alone, so that it can be sealed, stopped and have its key
 * rotated: the stand's program, in memory, with our policy and a login for the gateway.
 */
public final class OwnVault implements AutoCloseable {

  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final Pattern UNSEAL_KEY = Pattern.compile("Unseal Key: (\\S+)");

  private final HttpClient http = HttpClient.newHttpClient();
  private final ObjectMapper json = new ObjectMapper();
  private final String rootToken = UUID.randomUUID().toString();
  private final int port = freePort();
  private final Path folder;
  private final Process process;

  private OwnVault(Stand stand) {
    try {
      folder = Files.createTempDirectory("own-vault");
      process = launch(stand);
      awaitReady();
      setUp();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public static OwnVault start(Stand stand) {
    return new OwnVault(stand);
  }

  int port() {
    return port;
  }

  Path roleId() {
    return folder.resolve("role-id");
  }

  Path secretId() {
    return folder.resolve("secret-id");
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
          HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/v1/" + path))
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
    order("PUT", "sys/unseal", Map.of("key", unsealKey()));
    awaitReady();
  }

  /** From now on it answers nobody, and keeps its connections. */
  public void suspend() {
    signal("-STOP");
  }

  public void resume() {
    signal("-CONT");
  }

  public void minDecryptionVersion(int version) {
    order("POST", "transit/keys/tenant-keys/config", Map.of("min_decryption_version", version));
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }

  private Process launch(Stand stand) throws IOException {
    String program =
        ProcessHandle.of(Long.parseLong(stand.property("pid.openbao")))
            .flatMap(running -> running.info().command())
            .orElseThrow(() -> new IllegalStateException("The stand's server does not run."));
    ProcessBuilder builder =
        new ProcessBuilder(
                program,
                "server",
                "-dev",
                "-dev-no-store-token",
                "-dev-root-token-id=" + rootToken,
                "-dev-listen-address=127.0.0.1:" + port)
            .redirectErrorStream(true)
            .redirectOutput(log().toFile());
    builder.environment().put("HOME", folder.toString());
    Process started = builder.start();
    Runtime.getRuntime().addShutdownHook(new Thread(started::destroyForcibly));
    return started;
  }

  private Path log() {
    return folder.resolve("server.log");
  }

  private String unsealKey() {
    try {
      Matcher found = UNSEAL_KEY.matcher(Files.readString(log()));
      if (!found.find()) {
        throw new IllegalStateException("The server does not say its unseal key.");
      }
      return found.group(1);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void awaitReady() {
    Instant end = Instant.now().plus(PATIENCE);
    while (!ready()) {
      if (!process.isAlive() || Instant.now().isAfter(end)) {
        throw new IllegalStateException("No server of our own: see " + log());
      }
      try {
        Thread.sleep(100);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IllegalStateException("interrupted", e);
      }
    }
  }

  private boolean ready() {
    try {
      return ask(rootToken, "GET", "sys/health", Map.of()).status() == 200
          && ask(rootToken, "GET", "auth/token/lookup-self", Map.of()).status() == 200;
    } catch (UncheckedIOException e) {
      return false;
    }
  }

  private void setUp() throws IOException {
    order("POST", "sys/mounts/transit", Map.of("type", "transit"));
    order("POST", "transit/keys/tenant-keys", Map.of("type", "aes256-gcm96", "derived", true));
    order("POST", "transit/keys/log-checkpoint", Map.of("type", "ed25519"));
    order(
        "PUT",
        "sys/policies/acl/crypto-gateway",
        Map.of(
            "policy",
            Files.readString(
                Stand.repository().resolve("deploy/vault/policies/crypto-gateway.hcl"))));
    order("POST", "sys/auth/approle", Map.of("type", "approle"));
    tokenPeriod("20m");
    String role = "auth/approle/role/crypto-gateway/";
    Files.writeString(
        roleId(), order("GET", role + "role-id", Map.of()).at("/data/role_id").asText());
    Files.writeString(
        secretId(), order("POST", role + "secret-id", Map.of()).at("/data/secret_id").asText());
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

  private void signal(String signal) {
    try {
      int code = new ProcessBuilder("kill", signal, Long.toString(process.pid())).start().waitFor();
      if (code != 0) {
        throw new IllegalStateException("kill " + signal + " ended with " + code);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
  }

  private static int freePort() {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
