package jp.meishigura.contacts.domain.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class RowReaderPropertiesTest {
  private static final String GOOD_CARD = "BEGIN:VCARD\nVERSION:4.0\nFN:結び\nEND:VCARD\n";

  @Property(tries = 500)
  void no_bytes_break_the_vcard_reader(@ForAll byte[] bytes) throws IOException {
    List<Row> rows = Files.vcards(bytes);
    assertThat(rows).isSortedAccordingTo((a, b) -> Long.compare(a.line(), b.line()));
  }

  @Property(tries = 500)
  void no_bytes_break_the_csv_reader(@ForAll byte[] bytes) throws IOException {
    byte[] header = "姓,名\n".getBytes(StandardCharsets.UTF_8);
    byte[] file = new byte[header.length + bytes.length];
    System.arraycopy(header, 0, file, 0, header.length);
    System.arraycopy(bytes, 0, file, header.length, bytes.length);
    Files.csv(file);
  }

  @Property(tries = 500)
  void whatever_stands_before_a_good_card_it_comes_in(@ForAll("lines") List<String> lines)
      throws IOException {
    List<Row> rows = Files.vcards(String.join("\n", lines) + "\n" + GOOD_CARD);
    assertThat(Files.card(rows.getLast()).name().display()).isEqualTo("結び");
  }

  @Property(tries = 500)
  void cells_come_back_as_they_were_written(
      @ForAll("cells") String family, @ForAll("cells") String company, @ForAll boolean cp932)
      throws IOException {
    String file = "姓,会社名\n" + quoted(family) + "," + quoted(company) + "\n二,b\n";

    List<Row> rows =
        Files.csv(file.getBytes(cp932 ? Charset.forName("windows-31j") : StandardCharsets.UTF_8));

    assertThat(rows).hasSize(2);
    assertThat(Files.card(rows.getFirst()).name().family()).isEqualTo(family);
    assertThat(Files.card(rows.getFirst()).first(jp.meishigura.contacts.domain.card.Field.COMPANY))
        .contains(company);
  }

  @Provide
  Arbitrary<List<String>> lines() {
    return Arbitraries.of(
            "BEGIN:VCARD",
            "END:VCARD",
            "VERSION:2.1",
            " folded",
            "FN:名",
            "N:姓;名",
            "FN;ENCODING=QUOTED-PRINTABLE:=8D=",
            "=B2",
            "",
            "SOUND;X-IRMC-N:ｻ;ﾄ",
            "TEL;CELL:x",
            "PHOTO;ENCODING=BASE64:////",
            "EMAIL:a@b",
            ":",
            ";",
            "garbage",
            "ADR:;;;;;;;;;;",
            "BDAY:1999",
            "TEL;VALUE=uri:tel:+81",
            "GEO:x",
            "N;SORT-AS=\"a,b\":x;y",
            "\"")
        .list()
        .ofMaxSize(20);
  }

  @Provide
  Arbitrary<String> cells() {
    return Arbitraries.strings()
        .withChars("佐藤ｻﾄｳ髙①㈱ー表ソ能,\";'=\n a")
        .ofMinLength(1)
        .ofMaxLength(12)
        .map(text -> "始" + text + "終");
  }

  private static String quoted(String cell) {
    return '"' + cell.replace("\"", "\"\"") + '"';
  }
}
