package jp.meishigura.contacts.domain.exchange;

import static jp.meishigura.contacts.domain.exchange.Files.card;
import static jp.meishigura.contacts.domain.exchange.Files.texts;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import jp.meishigura.contacts.domain.card.Field;
import jp.meishigura.contacts.domain.card.PersonName;
import jp.meishigura.contacts.domain.card.Value;
import jp.meishigura.contacts.domain.text.PhoneText;
import org.junit.jupiter.api.Test;

/** The files under deploy/samples say what devices really write; here is what we make of them. */
class SamplesTest {

  @Test
  void a_japanese_phones_vcard_2_1_in_quoted_printable_shift_jis_is_read() throws IOException {
    List<Row> rows = Files.sample("keitai-2.1-shift_jis.vcf");

    assertThat(rows).hasSize(3);
    Row sato = rows.get(0);
    assertThat(card(sato).name()).isEqualTo(new PersonName("佐藤", "太郎", "佐藤 太郎"));
    assertThat(card(sato).reading()).isEqualTo(new PersonName("ｻﾄｳ", "ﾀﾛｳ", "ｻﾄｳ ﾀﾛｳ"));
    assertThat(texts(sato, Field.COMPANY)).containsExactly("株式会社みなと製作所");
    assertThat(texts(sato, Field.DEPARTMENT)).containsExactly("営業部");
    assertThat(texts(sato, Field.PHONE)).containsExactly("0300123401", "09000123401");
    assertThat(texts(sato, Field.ADDRESS)).containsExactly("〒105-0000 東京都 港区 海岸0-1-2 みなとビル①");
    assertThat(texts(sato, Field.NOTE)).containsExactly("展示会で名刺交換");
    assertThat(card(rows.get(1)).name().family()).isEqualTo("髙橋");
    assertThat(texts(rows.get(1), Field.COMPANY)).containsExactly("北斗システム㈱");
    assertThat(card(rows.get(2)).values(Field.PHONE).map(Value::types))
        .containsExactly(List.of("work"), List.of("fax", "work"));
  }

  @Test
  void an_iphones_vcard_3_0_is_read() throws IOException {
    List<Row> rows = Files.sample("iphone-3.0.vcf");

    assertThat(rows).hasSize(3);
    assertThat(card(rows.get(0)).reading().display()).isEqualTo("すずき いちろう");
    assertThat(texts(rows.get(0), Field.PHONE).stream().map(PhoneText::normal).map(p -> p.get()))
        .containsExactly("+81600123404", "+819000123404");
    assertThat(texts(rows.get(0), Field.DEPARTMENT)).containsExactly("購買部 第二課");
    assertThat(texts(rows.get(0), Field.URL)).containsExactly("https://sakura-bussan.example/");
    assertThat(texts(rows.get(0), Field.NOTE).getFirst()).contains("\n");
    assertThat(card(rows.get(1)).name().family()).isEqualTo("山﨑");
    assertThat(card(rows.get(1)).reading()).isEqualTo(new PersonName("やまざき", "さくら", "やまざき さくら"));
    assertThat(card(rows.get(2)).name())
        .isEqualTo(new PersonName("Williams", "Kate", "Kate Williams"));
    assertThat(texts(rows.get(2), Field.COMPANY)).containsExactly("Northwind Tea Company, Ltd.");
  }

  @Test
  void a_vcard_4_0_with_letters_beyond_the_bmp_and_folded_lines_is_read() throws IOException {
    List<Row> rows = Files.sample("renrakusaki-4.0.vcf");

    assertThat(rows).hasSize(2);
    assertThat(card(rows.get(0)).reading().display()).isEqualTo("わたなべ なおこ");
    assertThat(PhoneText.normal(texts(rows.get(0), Field.PHONE).getFirst()))
        .contains("+81450012307");
    assertThat(card(rows.get(1)).name().family()).isEqualTo("𠮷田");
    assertThat(texts(rows.get(1), Field.NOTE).getFirst()).contains("古い表では「吉田」");
  }

  @Test
  void sansans_csv_in_cp932_is_read() throws IOException {
    List<Row> rows = Files.sample("sansan-cp932.csv");

    assertThat(rows).extracting(Row::line).containsExactly(2L, 3L, 5L);
    assertThat(texts(rows.get(0), Field.COMPANY)).containsExactly("㈱つばめ運輸");
    assertThat(card(rows.get(0)).values(Field.PHONE).map(v -> v.name() + " " + v.types()))
        .containsExactly("phone.1 [work]", "phone.2 [cell]", "phone.3 [fax]");
    assertThat(texts(rows.get(1), Field.ADDRESS).getFirst()).endsWith("\nつばめ本社ビル ③階");
    assertThat(texts(rows.get(1), Field.NOTE)).containsExactly("請求書は\"経理部\"宛て");
  }

  @Test
  void cybozus_csv_is_read_and_its_broken_row_is_named() throws IOException {
    List<Row> rows = Files.sample("cybozu-utf8.csv");

    assertThat(Files.reasons(rows)).containsExactly("3 column-count");
    assertThat(card(rows.get(0)).reading()).isEqualTo(new PersonName("かとう", "れん", "かとう れん"));
    assertThat(texts(rows.get(2), Field.PHONE)).containsExactly("0263001234", "0263-00-1294");
  }

  @Test
  void every_sample_card_keeps_its_record_and_has_a_mail_address() throws IOException {
    for (String name :
        List.of(
            "keitai-2.1-shift_jis.vcf",
            "iphone-3.0.vcf",
            "renrakusaki-4.0.vcf",
            "sansan-cp932.csv",
            "cybozu-utf8.csv")) {
      for (Row row : Files.sample(name)) {
        if (row instanceof Row.Good good) {
          assertThat(texts(good, Field.EMAIL).getFirst()).endsWith(".example");
          assertThat(good.card().first(Field.ORIGINAL).orElseThrow()).contains(".example");
        }
      }
    }
  }
}
