package jp.meishigura.contacts.domain.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import jp.meishigura.contacts.domain.card.Field;
import org.junit.jupiter.api.Test;

/** vCards that others wrote, where the reference folder lies beside the repository. */
class ReferenceVCardsTest {
  private static final Path FOLDER = Path.of("../../shared/reference/vcard");

  /** One ORG there ends in half a character; saying so is better than guessing. */
  private static final List<String> DAMAGED = List.of("71 encoding");

  @Test
  void every_card_of_the_reference_files_comes_in() throws IOException {
    if (!java.nio.file.Files.isDirectory(FOLDER)) {
      System.out.println("skipped: no folder " + FOLDER + ", so the reference vCards are not read");
      return;
    }
    List<Path> files;
    try (Stream<Path> all = java.nio.file.Files.list(FOLDER)) {
      files = all.filter(file -> file.toString().endsWith(".vcf")).sorted().toList();
    }
    assertThat(files).isNotEmpty();
    for (Path file : files) {
      try (InputStream in = java.nio.file.Files.newInputStream(file)) {
        List<Row> rows = Files.all(RowReader.ofVCards(in));
        assertThat(rows).as(file.toString()).isNotEmpty();
        assertThat(Files.reasons(rows))
            .as(file.toString())
            .isEqualTo(file.endsWith("John_Doe_ANDROID.vcf") ? DAMAGED : List.of());
        assertThat(rows.stream().filter(Row.Good.class::isInstance))
            .as(file.toString())
            .allSatisfy(
                row ->
                    assertThat(Files.texts(row, Field.ORIGINAL).getFirst()).contains("VERSION:"));
      }
    }
  }
}
