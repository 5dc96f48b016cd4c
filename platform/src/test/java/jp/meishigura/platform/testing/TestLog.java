package jp.meishigura.platform.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** What the service under test has logged, for tests that look for what must not be there. */
public final class TestLog {

  static final Path FILE = Path.of("target", "service-under-test.log");

  private TestLog() {}

  public static String text() {
    try {
      return Files.exists(FILE) ? Files.readString(FILE) : "";
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
