package jp.meishigura.contacts.domain.exchange;

import static jp.meishigura.contacts.domain.exchange.Files.card;
import static jp.meishigura.contacts.domain.exchange.Files.reasons;
import static jp.meishigura.contacts.domain.exchange.Files.texts;
import static jp.meishigura.contacts.domain.exchange.Files.vcards;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;
import jp.meishigura.contacts.domain.card.Field;
import org.junit.jupiter.api.Test;

class VCardAttacksTest {
  private static final String GOOD = "BEGIN:VCARD\r\nVERSION:3.0\r\nFN:森 あおい\r\nEND:VCARD\r\n";

  @Test
  void a_card_without_an_end_costs_only_itself() throws IOException {
    List<Row> rows = vcards("BEGIN:VCARD\nVERSION:3.0\nFN:途中\n" + GOOD + "BEGIN:VCARD\nFN:末尾\n");

    assertThat(reasons(rows)).containsExactly("1 unterminated", "8 unterminated");
    assertThat(card(rows.get(1)).name().display()).isEqualTo("森 あおい");
    assertThat(rows.get(1).line()).isEqualTo(4);
  }

  @Test
  void a_card_of_three_mebibytes_is_refused_and_reading_goes_on() throws IOException {
    String photo = "BEGIN:VCARD\nVERSION:3.0\nFN:大\nPHOTO:" + "A".repeat(3 << 20) + "\nEND:VCARD\n";
    String lines =
        "BEGIN:VCARD\nVERSION:3.0\nFN:大\n"
            + ("NOTE:" + "b".repeat(70) + "\n").repeat(40_000)
            + "END:VCARD\n";

    List<Row> rows = vcards(photo + lines + GOOD);

    assertThat(reasons(rows)).containsExactly("1 too-large", "6 too-large");
    assertThat(card(rows.get(2)).name().family()).isEqualTo("森");
  }

  @Test
  void an_endless_line_is_read_in_bounded_memory() throws IOException {
    InputStream endless =
        new SequenceInputStream(
            Collections.enumeration(
                List.of(
                    new ByteArrayInputStream("BEGIN:VCARD\nNOTE:".getBytes(StandardCharsets.UTF_8)),
                    new Repeated((byte) 'x', 1L << 28),
                    new ByteArrayInputStream("\nEND:VCARD\n".getBytes(StandardCharsets.UTF_8)))));
    long before = used();

    List<Row> rows = Files.all(RowReader.ofVCards(endless));

    assertThat(reasons(rows)).containsExactly("1 too-large");
    assertThat(used() - before).isLessThan(64L << 20);
  }

  @Test
  void cards_within_cards_without_end_do_not_reach_the_stack() throws IOException {
    String nested = "BEGIN:VCARD\nVERSION:2.1\nAGENT:\n".repeat(20_000);
    String grouped =
        "BEGIN:VCARD\nVERSION:2.1\n" + "x.BEGIN:VCARD\n".repeat(20_000) + "END:VCARD\n";
    String others = "BEGIN:VCARD\nVERSION:2.1\n" + "BEGIN:X\n".repeat(20_000) + "END:VCARD\n";

    assertThat(reasons(vcards(nested + "END:VCARD\n".repeat(20_000) + GOOD)))
        .containsExactly("1 nested");
    assertThat(vcards(grouped + GOOD)).hasSize(2).last().isInstanceOf(Row.Good.class);
    assertThat(vcards(others + GOOD)).hasSize(2).last().isInstanceOf(Row.Good.class);
  }

  @Test
  void an_agents_card_stays_within_its_principals() throws IOException {
    List<Row> rows =
        vcards(
            """
            BEGIN:VCARD
            VERSION:2.1
            N:主;人
            AGENT:
            BEGIN:VCARD
            VERSION:2.1
            N:秘;書
            END:VCARD
            TITLE:社長
            END:VCARD
            """);

    assertThat(rows).hasSize(1);
    assertThat(card(rows.getFirst()).name().family()).isEqualTo("主");
    assertThat(texts(rows.getFirst(), Field.TITLE)).containsExactly("社長");
  }

  @Test
  void a_folded_end_is_text() throws IOException {
    List<Row> rows =
        vcards("BEGIN:VCARD\nVERSION:3.0\nFN:折り\nNOTE:before\n END:VCARD\nEND:VCARD\n");

    assertThat(texts(rows.getFirst(), Field.NOTE)).containsExactly("beforeEND:VCARD");
  }

  @Test
  void control_characters_are_refused_wherever_they_stand() throws IOException {
    for (String bad :
        List.of(
            "FN:a\0b",
            "FN:a\nX-UNKNOWN:a\0b",
            "FN:a\u001b$B",
            "FN;ENCODING=QUOTED-PRINTABLE:a=00b")) {
      assertThat(reasons(vcards("BEGIN:VCARD\nVERSION:2.1\n" + bad + "\nEND:VCARD\n" + GOOD)))
          .as(bad)
          .containsExactly("1 control-characters");
    }
  }

  @Test
  void each_card_has_its_own_encoding() throws IOException {
    byte[] cp932 = GOOD.replace("森", "髙①").getBytes(Charset.forName("windows-31j"));
    byte[] eucJp = GOOD.getBytes(Charset.forName("EUC-JP"));
    byte[] broken = GOOD.getBytes(StandardCharsets.UTF_8);
    broken[broken.length - 15] = (byte) 0xFF;

    List<Row> rows = vcards(concat(GOOD.getBytes(StandardCharsets.UTF_8), cp932, broken, eucJp));

    assertThat(card(rows.get(0)).name().family()).isEqualTo("森");
    assertThat(card(rows.get(1)).name().family()).isEqualTo("髙①");
    assertThat(reasons(rows)).contains("9 encoding");
  }

  @Test
  void quoted_printable_that_lies_about_its_charset_is_refused_not_garbled() throws IOException {
    // 佐藤 in CP932 is not UTF-8.
    String lie = "FN;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:=8D=B2=93=A1";
    String silent = "FN;ENCODING=QUOTED-PRINTABLE:=8D=B2=93=A1";

    List<Row> rows =
        vcards("BEGIN:VCARD\n" + lie + "\nEND:VCARD\nBEGIN:VCARD\n" + silent + "\nEND:VCARD\n");

    assertThat(reasons(rows)).containsExactly("1 encoding");
    assertThat(card(rows.get(1)).name().display()).isEqualTo("佐藤");
  }

  @Test
  void what_is_not_a_card_is_named_once_per_place() throws IOException {
    List<Row> rows = vcards("hello\nworld\n\n" + GOOD + "bye\n");

    assertThat(reasons(rows)).containsExactly("1 not-a-vcard", "8 not-a-vcard");
  }

  @Test
  void a_card_that_says_nothing_or_has_no_proper_mail_address_is_refused() throws IOException {
    String nothing = "BEGIN:VCARD\nVERSION:3.0\nNOTE:x\nEND:VCARD\n";
    String twoAts = "BEGIN:VCARD\nVERSION:3.0\nFN:a\nEMAIL:a@b@c.example\nEND:VCARD\n";

    List<Row> rows = vcards(nothing + twoAts);

    assertThat(reasons(rows)).containsExactly("1 empty-card", "5 bad-email");
  }

  @Test
  void one_slip_among_several_mail_addresses_does_not_cost_the_card() throws IOException {
    List<Row> rows = vcards(GOOD.replace("END", "EMAIL:なし\r\nEMAIL:a@b.example\r\nEND"));

    assertThat(texts(rows.getFirst(), Field.EMAIL)).containsExactly("a@b.example");
    assertThat(texts(rows.getFirst(), Field.ORIGINAL).getFirst()).contains("なし");
  }

  @Test
  void an_empty_file_has_no_rows() throws IOException {
    assertThat(vcards("")).isEmpty();
    assertThat(vcards("\uFEFF\r\n\r\n")).isEmpty();
  }

  @Test
  void every_way_to_end_a_line_and_a_byte_order_mark_are_taken() throws IOException {
    for (String end : List.of("\n", "\r\n", "\r")) {
      List<Row> rows = vcards("\uFEFF" + (GOOD + GOOD).replace("\r\n", end));
      assertThat(rows).extracting(Row::line).containsExactly(1L, 5L);
      assertThat(card(rows.get(1)).name().family()).isEqualTo("森");
    }
  }

  private static byte[] concat(byte[]... parts) {
    return Stream.of(parts)
        .reduce(
            (a, b) -> {
              byte[] both = Arrays.copyOf(a, a.length + b.length);
              System.arraycopy(b, 0, both, a.length, b.length);
              return both;
            })
        .orElseThrow();
  }

  private static long used() {
    System.gc();
    return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
  }

  /** The same byte, many times, without having them. */
  private static final class Repeated extends InputStream {
    private final byte value;
    private long left;

    Repeated(byte value, long left) {
      this.value = value;
      this.left = left;
    }

    @Override
    public int read() {
      return left-- > 0 ? value : -1;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) {
      if (left <= 0) {
        return -1;
      }
      int count = (int) Math.min(length, left);
      Arrays.fill(bytes, offset, offset + count, value);
      left -= count;
      return count;
    }
  }
}
