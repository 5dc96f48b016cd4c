package jp.meishigura.contacts.domain.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class TextPropertiesTest {

  @Property
  void folding_twice_is_folding_once(@ForAll("letters") String text) {
    String folded = SearchText.fold(text);
    assertThat(SearchText.fold(folded)).isEqualTo(folded);
  }

  @Property
  void folding_takes_any_text(@ForAll String text) {
    String folded = SearchText.fold(text);
    assertThat(SearchText.fold(folded)).isEqualTo(folded);
  }

  @Property
  void a_part_of_a_name_is_found_in_the_folded_name(
      @ForAll("letters") String before, @ForAll("letters") String part) {
    // A part that began with an accent would join the letter before it.
    assertThat(SearchText.fold(before + " 佐" + part)).endsWith(SearchText.fold("佐" + part));
  }

  @Property
  void a_normal_phone_number_is_its_own_normal_form(@ForAll("phones") String text) {
    PhoneText.normal(text)
        .ifPresent(normal -> assertThat(PhoneText.normal(normal)).contains(normal));
  }

  @Example
  void nothing_but_zeros_has_one_normal_form_too() {
    String normal = PhoneText.normal("+81000000000").orElse("none");
    assertThat(PhoneText.normal(normal).orElse("none")).isEqualTo(normal);
  }

  @Property
  void no_text_breaks_the_normal_forms(@ForAll String text) {
    PhoneText.normal(text).ifPresent(normal -> assertThat(normal).matches("\\+[0-9]{5,17}"));
    EmailText.normal(text)
        .ifPresent(normal -> assertThat(EmailText.normal(normal)).contains(normal));
  }

  @Property
  void sort_keys_compare_first_by_reading(
      @ForAll("letters") String reading, @ForAll("letters") String a, @ForAll("letters") String b) {
    assertThat(Arrays.compareUnsigned(GojuonOrder.key("あ" + reading, a), GojuonOrder.key("ん", b)))
        .isNegative();
  }

  @Provide
  Arbitrary<String> letters() {
    return Arbitraries.strings()
        .withChars("あかがはばぱアカガっッー・ｱｶﾞﾊﾟヴヶ 　佐藤髙邊㈱①aＡé゙゚\u3099\u200d")
        .ofMaxLength(12);
  }

  @Provide
  Arbitrary<String> phones() {
    return Arbitraries.strings().withChars("0123456789０９+-ー−() 内線代:=\"").ofMaxLength(20);
  }
}
