package jp.meishigura.verifier.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import jp.meishigura.verifier.Failure;
import org.junit.jupiter.api.Test;

/** The auditor's document must keep up with the command. */
class DocumentsTest {
  private static final Path DOCUMENT = Path.of("../../docs/verifying-the-log.md");

  @Test
  void every_failure_is_explained_with_its_exit_status() throws IOException {
    String text = Files.readString(DOCUMENT);
    for (Failure failure : Failure.values()) {
      assertThat(text).contains("| `" + failure.slug() + "` | " + failure.exitStatus() + " |");
    }
  }

  @Test
  void every_option_is_explained() throws IOException {
    String text = Files.readString(DOCUMENT);
    for (String option :
        new String[] {
          "--key",
          "--witness",
          "--quorum",
          "--since",
          "--only-new",
          "--minimum-index",
          "--save",
          "--event",
          "--entry"
        }) {
      assertThat(text).contains('`' + option);
    }
  }
}
