package jp.meishigura.platform.testing;

import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Properties;

/**
 * The real servers of a test run: PostgreSQL, Kafka, OpenBao, mail. {@code make test} starts one
 * stand for all modules and names its file in MEISHIGURA_STAND; a test that is started by itself,
 * from Maven or an IDE, starts a stand of its own, which ends with this process.
 */
public final class Stand {

  private static final String KNOWN = "stand-of-these-tests";
  private static final Duration PATIENCE = Duration.ofMinutes(15);

  private final Properties properties;

  private Stand(Properties properties) {
    this.properties = properties;
  }

  public static synchronized Stand get() {
    // A system property, because the test framework loads this class more than once.
    String file = System.getProperty(KNOWN, System.getenv("MEISHIGURA_STAND"));
    if (file == null) {
      file = start().toString();
      System.setProperty(KNOWN, file);
    }
    return new Stand(read(Path.of(file)));
  }

  /**
   * @throws IllegalStateException when the stand does not offer it
   */
  public String property(String name) {
    String value = properties.getProperty(name);
    if (value == null) {
      throw new IllegalStateException("The stand does not say " + name);
    }
    return value;
  }

  /** The repository's root, from whichever folder the test was started. */
  public static Path repository() {
    Path folder = Path.of("").toAbsolutePath();
    while (folder != null && !Files.exists(folder.resolve("deploy/local/pom.xml"))) {
      folder = folder.getParent();
    }
    if (folder == null) {
      throw new IllegalStateException("Tests run inside of the repository.");
    }
    return folder;
  }

  private static Path start() {
    try {
      Path folder = Files.createTempDirectory("meishigura-stand");
      Path file = folder.resolve("stand.properties");
      System.out.println("Starting PostgreSQL, Kafka, OpenBao and mail for these tests…");
      Process launcher =
          new ProcessBuilder(
                  repository().resolve("deploy/local/launch").toString(),
                  "stand",
                  "--for-pid",
                  Long.toString(ProcessHandle.current().pid()),
                  "--file",
                  file.toString())
              .redirectErrorStream(true)
              .redirectOutput(folder.resolve("stand.log").toFile())
              .start();
      Instant end = Instant.now().plus(PATIENCE);
      while (!Files.exists(file)) {
        if (!launcher.isAlive() || Instant.now().isAfter(end)) {
          throw new IllegalStateException(
              "No stand:\n" + Files.readString(folder.resolve("stand.log")));
        }
        Thread.sleep(100);
      }
      return file;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
  }

  private static Properties read(Path file) {
    Properties properties = new Properties();
    try (Reader reader = Files.newBufferedReader(file)) {
      properties.load(reader);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return properties;
  }
}
