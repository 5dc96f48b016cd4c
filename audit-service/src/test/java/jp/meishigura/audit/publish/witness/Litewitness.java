package jp.meishigura.audit.publish.witness;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * Torchwood's witness, a program that nobody here wrote ({@code go install
 * filippo.io/torchwood/cmd/litewitness}). Needs OpenSSH's agent, which holds its key, and sqlite3,
 * which tells it of a log.
 */
final class Litewitness implements AutoCloseable {

  static final String NAME = "witness.test.example/lite";

  private static final String VARIABLE = "MEISHIGURA_LITEWITNESS";
  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final Pattern KEY = Pattern.compile("vkey=(\\S+)");

  private final Path folder;
  private final int port;
  private final List<Process> running = new ArrayList<>();
  private final String vkey;

  Litewitness() throws IOException, InterruptedException {
    Path program =
        program().orElseThrow(() -> new IllegalStateException("Here is no litewitness."));
    // Short: the path of a socket has a hundred bytes.
    folder = Files.createTempDirectory("lw");
    port = freePort();
    run("ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-C", "witness", "-f", "key");
    start("ssh-agent", "ssh-agent", "-D", "-a", socket());
    await(() -> Files.exists(folder.resolve("agent")));
    run("ssh-add", "-q", "key");
    String fingerprint = run("ssh-keygen", "-lf", "key.pub").split(" ", -1)[1];
    start(
        "litewitness",
        program.toString(),
        "-name",
        NAME,
        "-db",
        "witness.db",
        "-ssh-agent",
        socket(),
        "-listen",
        "127.0.0.1:" + port,
        "-key",
        fingerprint);
    await(() -> output().contains("msg=listening"));
    Matcher told = KEY.matcher(output());
    if (!told.find()) {
      throw new IllegalStateException("litewitness did not tell its key");
    }
    vkey = told.group(1);
  }

  String vkey() {
    return vkey;
  }

  URI url() {
    return URI.create("http://127.0.0.1:" + port);
  }

  /** Tells it of a log, as its witnessctl does. */
  void watches(String origin, String logVkey) throws IOException, InterruptedException {
    run(
        "sqlite3",
        "witness.db",
        "insert or ignore into log values ('"
            + origin
            + "', 0, '47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=');"
            + " insert into key values ('"
            + origin
            + "', '"
            + logVkey
            + "')");
  }

  /** How long the log is that it has cosigned last. */
  long size(String origin) throws IOException, InterruptedException {
    String size =
        run("sqlite3", "witness.db", "select tree_size from log where origin = '" + origin + "'");
    return size.isBlank() ? 0 : Long.parseLong(size.strip());
  }

  private String socket() {
    return folder.resolve("agent").toString();
  }

  private String output() throws IOException {
    return Files.readString(folder.resolve("litewitness.log"), UTF_8);
  }

  private ProcessBuilder builder(String... command) {
    ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile());
    builder.environment().put("SSH_AUTH_SOCK", socket());
    return builder.redirectErrorStream(true);
  }

  private void start(String name, String... command) throws IOException {
    running.add(builder(command).redirectOutput(folder.resolve(name + ".log").toFile()).start());
  }

  private String run(String... command) throws IOException, InterruptedException {
    Process process = builder(command).start();
    process.getOutputStream().close();
    String output = new String(process.getInputStream().readAllBytes(), UTF_8);
    if (process.waitFor() != 0) {
      throw new IllegalStateException(command[0] + ": " + output);
    }
    return output;
  }

  @FunctionalInterface
  private interface Truth {
    boolean get() throws IOException;
  }

  private static void await(Truth truth) throws IOException, InterruptedException {
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (!truth.get()) {
      if (System.nanoTime() > end) {
        throw new IllegalStateException("A program did not start.");
      }
      Thread.sleep(50);
    }
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  @Override
  public void close() {
    for (Process process : running.reversed()) {
      process.destroy();
      try {
        if (!process.waitFor(5, TimeUnit.SECONDS)) {
          process.destroyForcibly();
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
    try {
      try (Stream<Path> files = Files.list(folder)) {
        for (Path file : files.toList()) {
          Files.deleteIfExists(file);
        }
      }
      Files.delete(folder);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * What {@value #VARIABLE} names, else {@code litewitness} on the PATH.
   *
   * @throws IllegalStateException when the variable names no program
   */
  private static Optional<Path> program() {
    String named = System.getenv(VARIABLE);
    if (named != null && !named.isBlank()) {
      Path program = Path.of(named);
      if (!Files.isExecutable(program)) {
        throw new IllegalStateException(VARIABLE + " names no program: " + named);
      }
      return Optional.of(program);
    }
    String path = Optional.ofNullable(System.getenv("PATH")).orElse("");
    return Pattern.compile(Pattern.quote(File.pathSeparator))
        .splitAsStream(path)
        .filter(one -> !one.isBlank())
        .map(one -> Path.of(one, "litewitness"))
        .filter(Files::isExecutable)
        .findFirst();
  }

  /** Whether there is one. */
  static final class Here implements ExecutionCondition {

    @Override
    public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
      if (context.getTestMethod().isPresent() || program().isPresent()) {
        return ConditionEvaluationResult.enabled("");
      }
      String reason = "not run against litewitness: set " + VARIABLE + " to its program to do so";
      System.out.println(context.getDisplayName() + " was " + reason);
      return ConditionEvaluationResult.disabled(reason);
    }
  }
}
