package jp.meishigura.gateway.testing;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * One server in a folder of its own, configured as both products understand it: integrated storage,
 * and Shamir's seal, which somebody opens over the API after each start.
 */
final class VaultProcess implements AutoCloseable {

  private final Path folder;
  private final int port = freePort();
  private final Process process;

  VaultProcess(Path program) {
    try {
      folder = Files.createTempDirectory("own-vault");
      process = launch(program);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  int port() {
    return port;
  }

  Path file(String name) {
    return folder.resolve(name);
  }

  Path log() {
    return file("server.log");
  }

  boolean runs() {
    return process.isAlive();
  }

  /** From now on it answers nobody, and keeps its connections. */
  void suspend() {
    signal("-STOP");
  }

  void resume() {
    signal("-CONT");
  }

  @Override
  public void close() {
    try {
      process.destroyForcibly().waitFor();
      try (Stream<Path> files = Files.walk(folder)) {
        for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
          Files.deleteIfExists(file);
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private Process launch(Path program) throws IOException {
    Path config = file("server.json");
    new ObjectMapper().writeValue(config.toFile(), config());
    ProcessBuilder builder =
        new ProcessBuilder(program.toString(), "server", "-config=" + config)
            .redirectErrorStream(true)
            .redirectOutput(log().toFile());
    builder.environment().put("HOME", folder.toString());
    // HashiCorp Vault wants this decided, and to lock memory needs a right that tests do not have.
    builder.environment().put("VAULT_DISABLE_MLOCK", "true");
    Process started = builder.start();
    Runtime.getRuntime().addShutdownHook(new Thread(started::destroyForcibly));
    return started;
  }

  private Map<String, Object> config() throws IOException {
    String address = "127.0.0.1:" + port;
    String cluster = "127.0.0.1:" + freePort();
    Path data = Files.createDirectory(file("data"));
    return Map.of(
        "api_addr",
        "http://" + address,
        "cluster_addr",
        "https://" + cluster,
        "listener",
        Map.of("tcp", Map.of("address", address, "cluster_address", cluster, "tls_disable", true)),
        "storage",
        Map.of(
            "raft",
            Map.of("path", data.toString(), "node_id", "own", "performance_multiplier", "1")));
  }

  private void signal(String signal) {
    try {
      List<String> kill = List.of("kill", signal, Long.toString(process.pid()));
      int code = new ProcessBuilder(kill).start().waitFor();
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
