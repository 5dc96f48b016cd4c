package jp.meishigura.audit.api;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CsvCellTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "=1+1",
        "+81",
        "-2+3",
        "@SUM(A1)",
        "\t=1",
        "\r=1",
        "  =1",
        "\u3000=1",
        "＝1+1",
        "＠SUM(A1)",
        "=HYPERLINK(\"//x\",\"y\")"
      })
  void a_text_that_a_spreadsheet_would_run_is_made_text(String attack) {
    assertThat(CsvCell.of(attack)).startsWith("\"'").endsWith("\"");
    assertThat(CsvCell.of(attack).substring(2)).isEqualTo(attack.replace("\"", "\"\"") + "\"");
  }

  @ParameterizedTest
  @CsvSource({"sales-follow-up", "card.read", "12", "a=b", "鈴木"})
  void other_texts_stay_as_they_are(String text) {
    assertThat(CsvCell.of(text)).isEqualTo('"' + text + '"');
  }

  @Test
  void quotes_commas_and_lines_stay_in_their_cell() {
    assertThat(CsvCell.of("a\",\"b\r\nc")).isEqualTo("\"a\"\",\"\"b\r\nc\"");
    assertThat(CsvCell.of(null)).isEmpty();
  }
}
