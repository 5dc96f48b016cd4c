package jp.meishigura.contacts.domain.exchange;

import static jp.meishigura.contacts.domain.exchange.Files.card;
import static jp.meishigura.contacts.domain.exchange.Files.csv;
import static jp.meishigura.contacts.domain.exchange.Files.reasons;
import static jp.meishigura.contacts.domain.exchange.Files.texts;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;
import jp.meishigura.contacts.domain.card.Field;
import org.junit.jupiter.api.Test;

class CsvAttacksTest {
  private static final String HEADER = "姓,名,会社名,メールアドレス\n";
  private static final Charset CP932 = Charset.forName("windows-31j");

  @Test
  void headers_in_every_spelling_mean_the_same() throws IOException {
    for (String header :
        List.of(
            "姓,名,会社名,メールアドレス",
            "氏名[姓],氏名[名],会社名,e-mail",
            "名前(姓),名前(名),会社名,E-mail",
            "名前（姓）,名前（名）,会社,メール",
            "\"Last Name\",\"First Name\",Company,E-mail Address",
            "family name,given name,organization,Mail",
            "\uFEFF姓 , 名 ,会社名,ﾒｰﾙｱﾄﾞﾚｽ")) {
      List<Row> rows = csv(header + "\n森,葵,森商店,mori@example.jp\n");
      assertThat(card(rows.getFirst()).name().display()).as(header).isEqualTo("森 葵");
      assertThat(texts(rows.getFirst(), Field.COMPANY)).as(header).containsExactly("森商店");
      assertThat(texts(rows.getFirst(), Field.EMAIL)).as(header).containsExactly("mori@example.jp");
    }
  }

  @Test
  void a_file_whose_header_is_unknown_is_refused_once() throws IOException {
    assertThat(reasons(csv("a,b,c\n1,2,3\n4,5,6\n"))).containsExactly("1 unknown-header");
    assertThat(reasons(csv("電話番号,備考\n1,2\n"))).containsExactly("1 unknown-header");
    assertThat(csv("")).isEmpty();
    assertThat(csv(HEADER)).isEmpty();
  }

  @Test
  void an_unclosed_quote_costs_its_own_row() throws IOException {
    List<Row> rows = csv(HEADER + "一,\"郎,a社,\n" + "二,子,b社,\n" + "三,郎,c社,\n");

    assertThat(reasons(rows)).containsExactly("2 unclosed-quote");
    assertThat(rows).extracting(Row::line).containsExactly(2L, 3L, 4L);
    assertThat(card(rows.get(2)).name().display()).isEqualTo("三 郎");
  }

  @Test
  void an_unclosed_quote_before_a_very_long_file_costs_its_own_row() throws IOException {
    String many = "二,子,b社,x@example.jp\n".repeat(100_000);

    List<Row> rows = csv(HEADER + "一,\"郎,a社,\n" + many);

    assertThat(reasons(rows)).containsExactly("2 unclosed-quote");
    assertThat(rows).hasSize(100_001);
    assertThat(rows.getLast().line()).isEqualTo(100_002);
  }

  @Test
  void a_huge_row_is_refused_and_reading_goes_on() throws IOException {
    String huge = "一,郎," + "x".repeat(5 << 20) + ",\n";
    String quoted = "一,郎,\"" + "x".repeat(5 << 20) + "\",\n";

    List<Row> rows = csv(HEADER + huge + quoted + "二,子,b社,\n");

    assertThat(reasons(rows)).containsExactly("2 too-large", "3 too-large");
    assertThat(rows.getLast().line()).isEqualTo(4);
    assertThat(card(rows.getLast()).name().display()).isEqualTo("二 子");
  }

  @Test
  void line_breaks_and_quotes_within_quotes_belong_to_their_cell() throws IOException {
    List<Row> rows =
        csv(HEADER.replace("\n", "\r\n") + "一,郎,\"a\r\n\"\"b\"\",社\",\r\n\r\n二,子,c,\r\n");

    assertThat(texts(rows.get(0), Field.COMPANY)).containsExactly("a\n\"b\",社");
    assertThat(rows).extracting(Row::line).containsExactly(2L, 5L);
  }

  @Test
  void text_behind_a_closing_quote_does_not_shift_the_columns() throws IOException {
    List<Row> rows = csv(HEADER + "一,\"郎\"x,a社,\n二,子,b社,\n");

    assertThat(rows).hasSize(2);
    assertThat(reasons(rows)).containsExactly("2 stray-quote");
  }

  @Test
  void too_few_and_too_many_cells_are_refused_trailing_empty_ones_are_not() throws IOException {
    List<Row> rows = csv(HEADER + "一,郎\n一,郎,a社,,,\n一,郎,a社,,extra\n");

    assertThat(reasons(rows)).containsExactly("2 column-count", "4 column-count");
  }

  @Test
  void formulas_are_text_and_stay_as_they_are() throws IOException {
    List<Row> rows = csv(HEADER + "\"=cmd|'/c calc'!A1\",+1,@SUM(A1),\n");

    assertThat(card(rows.getFirst()).name().family()).isEqualTo("=cmd|'/c calc'!A1");
    assertThat(card(rows.getFirst()).name().given()).isEqualTo("+1");
    assertThat(texts(rows.getFirst(), Field.COMPANY)).containsExactly("@SUM(A1)");
  }

  @Test
  void nul_and_escape_characters_are_refused() throws IOException {
    List<Row> rows = csv(HEADER + "一\0,郎,a社,\n\u001b,郎,a社,\n三,郎,c社,\n");

    assertThat(reasons(rows)).containsExactly("2 control-characters", "3 control-characters");
    assertThat(rows).hasSize(3);
  }

  @Test
  void cp932_shows_itself_only_far_into_the_file() throws IOException {
    String english = "last name,first name,company,e-mail\n";
    String rows = "Mori,Aoi,Mori Inc.,mori@example.jp\n".repeat(5_000);

    List<Row> read = csv((english + rows + "髙橋,①,㈱森,\n").getBytes(CP932));

    assertThat(read).hasSize(5_001);
    assertThat(card(read.getLast()).name().display()).isEqualTo("髙橋 ①");
    assertThat(texts(read.getLast(), Field.COMPANY)).containsExactly("㈱森");
  }

  @Test
  void a_character_cut_by_the_look_ahead_does_not_spoil_the_guess() throws IOException {
    for (int shift = 0; shift < 3; shift++) {
      String file = HEADER + "一" + "x".repeat(shift) + ",郎,a社,\n" + "漢,字,社,\n".repeat(30_000);
      assertThat(reasons(csv(file))).as("utf-8 shifted by " + shift).isEmpty();
      assertThat(reasons(csv(file.getBytes(CP932)))).as("cp932 shifted by " + shift).isEmpty();
    }
  }

  @Test
  void rows_in_another_encoding_than_their_file_are_refused_the_rest_stays() throws IOException {
    byte[] good = (HEADER + "一,郎,a社,\n").getBytes(StandardCharsets.UTF_8);
    byte[] bad = "二,子,b社,\n".getBytes(CP932);
    byte[] file = new byte[good.length + bad.length + good.length];
    System.arraycopy(good, 0, file, 0, good.length);
    System.arraycopy(bad, 0, file, good.length, bad.length);
    System.arraycopy(good, 0, file, good.length + bad.length, good.length);

    List<Row> rows = csv(file);

    assertThat(reasons(rows)).contains("3 encoding");
    assertThat(card(rows.getFirst()).name().display()).isEqualTo("一 郎");
  }

  @Test
  void no_reason_quotes_the_file() throws IOException {
    List<Row> rows = csv(HEADER + "秘密,太郎,a社,himitsu at example\n秘密\n秘密\0,,,\n秘密,\"郎,,\n");

    assertThat(rows)
        .hasSize(4)
        .allSatisfy(row -> assertThat(row.toString()).doesNotContain("秘密", "himitsu"));
  }

  @Test
  void a_rows_original_carries_its_header() throws IOException {
    List<Row> rows = csv("姓,名,趣味\n一,郎,釣り\n");

    assertThat(texts(rows.getFirst(), Field.ORIGINAL)).containsExactly("姓,名,趣味\n一,郎,釣り");
  }
}
