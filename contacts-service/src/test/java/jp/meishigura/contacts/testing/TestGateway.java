package jp.meishigura.contacts.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
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
import java.util.Properties;
import jp.meishigura.platform.testing.Stand;
import jp.meishigura.platform.testing.StandDatabase;

/** crypto-gateway as it is delivered, in a process of its own, with a database of its own. */
public final class TestGateway implements AutoCloseable {

  private static final Duration PATIENCE = Duration.ofSeconds(90);

  private final StandDatabase database;
  private final Process process;
  private final int port;

  private TestGateway(StandDatabase database, Process process, int port) {
    this.database = database;
    this.process = process;
    this.port = port;
  }

  static TestGateway start(Stand stand, Map<String, String> contacts) {
    Path jar = Stand.repository().resolve("crypto-gateway/target/quarkus-app/quarkus-run.jar");
    if (!Files.exists(jar)) {
      throw new IllegalStateException(
          "These tests need a real crypto-gateway: mvn -pl crypto-gateway -am package -DskipTests");
    }
    StandDatabase database = StandDatabase.create(stand);
    int port = freePort();
    int management = freePort();
    Properties config = new Properties();
    config.setProperty("quarkus.http.port", Integer.toString(port));
    config.setProperty("quarkus.management.port", Integer.toString(management));
    config.setProperty("quarkus.datasource.jdbc.url", database.url());
    config.setProperty("quarkus.datasource.username", database.app());
    config.setProperty("quarkus.datasource.password", database.password());
    config.setProperty("quarkus.flyway.username", database.owner());
    config.setProperty("quarkus.flyway.password", database.password());
    config.setProperty("meishigura.vault.addr", stand.property("vault.addr"));
    config.setProperty("meishigura.vault.role-id-file", stand.property("vault.role-id-file"));
    config.setProperty("meishigura.vault.secret-id-file", stand.property("vault.secret-id-file"));
    for (String shared :
        new String[] {
          "kafka.bootstrap.servers", "meishigura.topic-prefix", "quarkus.oidc.auth-server-url"
        }) {
      config.setProperty(shared, contacts.getOrDefault(shared, ""));
    }
    try {
      Path log = Path.of("target", "crypto-gateway.log");
      Path file = Files.createTempFile("crypto-gateway", ".properties");
      try (Writer writer = Files.newBufferedWriter(file)) {
        config.store(writer, null);
      }
      Process process =
          new ProcessBuilder(
                  Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                  "-Xmx256m",
                  "-Dquarkus.config.locations=" + file.toUri(),
                  "-jar",
                  jar.toString())
              .redirectErrorStream(true)
              .redirectOutput(log.toFile())
              .start();
      Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
      awaitReady(process, management, log);
      Files.delete(file);
      return new TestGateway(database, process, port);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public String url() {
    return "http://127.0.0.1:" + port;
  }

  /** From now on it answers nobody. */
  public void suspend() {
    signal("-STOP");
  }

  public void resume() {
    signal("-CONT");
  }

  /** Its database: where the keys are. */
  public StandDatabase database() {
    return database;
  }

  @Override
  public void close() {
    process.destroy();
    try {
      if (!process.waitFor(Duration.ofSeconds(10))) {
        process.destroyForcibly();
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
    database.drop();
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

  private static void awaitReady(Process process, int management, Path log) throws IOException {
    URI ready = URI.create("http://127.0.0.1:" + management + "/q/health/ready");
    Instant end = Instant.now().plus(PATIENCE);
    try (HttpClient http = HttpClient.newHttpClient()) {
      while (!answers(http, ready)) {
        if (!process.isAlive() || Instant.now().isAfter(end)) {
          process.destroyForcibly();
          throw new IllegalStateException("No crypto-gateway:\n" + Files.readString(log));
        }
        Thread.sleep(100);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
  }

  private static boolean answers(HttpClient http, URI ready) throws InterruptedException {
    try {
      HttpRequest request = HttpRequest.newBuilder(ready).timeout(Duration.ofSeconds(5)).build();
      return http.send(request, HttpResponse.BodyHandlers.discarding()).statusCode() == 200;
    } catch (IOException e) {
      return false;
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
