package jp.meishigura.contacts.domain.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class TextTest {

  @Test
  void every_way_to_write_a_phone_number_is_one_number() {
    assertThat(
            List.of(
                "03-1234-5678",
                "０３−１２３４−５６７８",
                "03ー1234ー5678",
                "(03)1234-5678",
                "03 1234 5678",
                "0312345678",
                "312345678",
                "+81 3-1234-5678",
                "+81(0)3-1234-5678",
                "TEL: 03-1234-5678",
                "電話 03-1234-5678",
                "tel:+81-3-1234-5678",
                "03-1234-5678（内線 123）",
                "03-1234-5678 内線:12",
                "03-1234-5678(内)12",
                "03-1234-5678 内123",
                "03-1234-5678 ext. 9",
                "03-1234-5678(代)",
                "03-1234-5678（代表）"))
        .allSatisfy(text -> assertThat(PhoneText.normal(text)).as(text).contains("+81312345678"));
    assertThat(PhoneText.normal("+1 650-253-0000")).contains("+16502530000");
    assertThat(PhoneText.normal("０９０−１２３４−５６７８")).contains("+819012345678");
  }

  @Test
  void what_is_no_phone_number_has_no_normal_form() {
    assertThat(
            List.of("", "内線 12", "なし", "110番", "12", "x".repeat(300), "0".repeat(40), "+", "---"))
        .allSatisfy(text -> assertThat(PhoneText.normal(text)).as(text).isEmpty());
  }

  @Test
  void mail_addresses_fold_width_and_case() {
    assertThat(EmailText.normal(" Ｔ.Sato＠Example.JP ")).contains("t.sato@example.jp");
    assertThat(EmailText.normal("a..b.@docomo.example")).contains("a..b.@docomo.example");
    assertThat(
            List.of(
                "",
                "@",
                "a@",
                "@b",
                "a b@c",
                "a@b@c",
                "a@b,c@d",
                "<a@b>",
                "a@b\nBcc:c@d",
                "x".repeat(330) + "@a"))
        .allSatisfy(text -> assertThat(EmailText.normal(text)).as(text).isEmpty());
  }

  @Test
  void search_text_folds_what_japanese_keyboards_and_family_registers_vary() {
    assertThat(Stream.of("ｻﾄｳ", "サトウ", "さとう", "さ と・う").map(SearchText::fold)).containsOnly("さとう");
    assertThat(Stream.of("ﾊﾞﾝﾄﾞｳ", "バンドウ", "ば\u200bんどう").map(SearchText::fold))
        .containsOnly("ばんどう");
    assertThat(SearchText.fold("髙橋")).isEqualTo(SearchText.fold("高橋"));
    assertThat(SearchText.fold("山﨑")).isEqualTo(SearchText.fold("山崎"));
    assertThat(Stream.of("渡邊", "渡邉", "渡辺").map(SearchText::fold)).containsOnly("渡辺");
    assertThat(Stream.of("齋藤", "斎藤", "齊藤", "斉藤").map(SearchText::fold)).containsOnly("斉藤");
    assertThat(SearchText.fold("𠮷田")).isEqualTo("吉田");
    assertThat(SearchText.fold("葛\uDB40\uDD00城")).isEqualTo("葛城");
    assertThat(SearchText.fold("㈱ＡＢＣ－Ｊａｐａｎ")).isEqualTo("株abcjapan");
    assertThat(SearchText.fold("Müller")).isNotEqualTo(SearchText.fold("Muller"));
  }

  @Test
  void readings_lead_the_order_and_kanji_without_one_come_last() {
    record Name(String reading, String name) {}
    List<Name> ordered =
        List.of(
            new Name("", "Baker"),
            new Name("あべ しんじ", "安倍 信二"),
            new Name("アベ シンジ", "阿部 真司"),
            new Name("いとう あや", "伊藤 彩"),
            new Name("ｶﾄｳ ﾚﾝ", "加藤 蓮"),
            new Name("がとう れん", "雅藤 蓮"),
            new Name("さとう たろう", "佐藤 太郎"),
            new Name("", "さとうだ まり"),
            new Name("はやし けん", "林 健"),
            new Name("ばやし けん", "馬矢 健"),
            new Name("ぱやし けん", "羽矢 健"),
            new Name("ﾜﾀﾅﾍﾞ ﾅｵｺ", "渡邊 直子"),
            new Name("", "安藤 無読"));

    List<Name> sorted =
        ordered.reversed().stream()
            .sorted((a, b) -> compare(a.reading(), a.name(), b.reading(), b.name()))
            .toList();

    assertThat(sorted.stream().map(Name::reading).map(SearchText::fold))
        .containsExactlyElementsOf(
            ordered.stream().map(Name::reading).map(SearchText::fold).toList());
    assertThat(sorted.getFirst().name()).isEqualTo("Baker");
    assertThat(sorted.getLast().name()).isEqualTo("安藤 無読");
  }

  private static int compare(String reading, String name, String otherReading, String otherName) {
    return Arrays.compareUnsigned(
        GojuonOrder.key(reading, name), GojuonOrder.key(otherReading, otherName));
  }
}
