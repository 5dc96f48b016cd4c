package jp.meishigura.gateway.testing;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Pattern;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;

/** HashiCorp Vault's program on this machine. Its licence keeps it out of what a build fetches. */
public final class HashicorpVault {

  private static final String VARIABLE = "MEISHIGURA_HASHICORP_VAULT";

  private HashicorpVault() {}

  /** A server of it, for one test alone. */
  public static OwnVault start() {
    return OwnVault.start(
        program().orElseThrow(() -> new IllegalStateException("Here is no HashiCorp Vault.")));
  }

  /**
   * What {@value #VARIABLE} names, else {@code vault} on the PATH.
   *
   * @throws IllegalStateException when the variable names something else
   */
  static Optional<Path> program() {
    String named = System.getenv(VARIABLE);
    if (named == null || named.isBlank()) {
      return onPath().filter(HashicorpVault::isIt);
    }
    Path program = Path.of(named);
    if (!Files.isExecutable(program) || !isIt(program)) {
      throw new IllegalStateException(VARIABLE + " names no HashiCorp Vault: " + named);
    }
    return Optional.of(program);
  }

  private static Optional<Path> onPath() {
    String path = Optional.ofNullable(System.getenv("PATH")).orElse("");
    return Pattern.compile(Pattern.quote(File.pathSeparator))
        .splitAsStream(path)
        .filter(folder -> !folder.isBlank())
        .map(folder -> Path.of(folder, "vault"))
        .filter(Files::isExecutable)
        .findFirst();
  }

  /** OpenBao says its own name, also where somebody has called its program vault. */
  private static boolean isIt(Path program) {
    try {
      Process asked =
          new ProcessBuilder(program.toString(), "version").redirectErrorStream(true).start();
      asked.getOutputStream().close();
      String answer = new String(asked.getInputStream().readAllBytes(), UTF_8);
      return asked.waitFor() == 0 && answer.startsWith("Vault v");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
  }

  /** Whether there is one. */
  static final class Here implements ExecutionCondition {

    @Override
    public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
      if (context.getTestMethod().isPresent() || program().isPresent()) {
        return ConditionEvaluationResult.enabled("");
      }
      String reason =
          "not run against HashiCorp Vault: set " + VARIABLE + " to its program to do so";
      System.out.println(context.getDisplayName() + " was " + reason);
      return ConditionEvaluationResult.disabled(reason);
    }
  }
}
