package jp.meishigura.consent.domain.purpose;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Locale;
import net.jqwik.api.Example;

class LanguageTest {

  private static Language negotiate(String... tags) {
    return Language.negotiate(List.of(tags).stream().map(Locale::forLanguageTag).toList());
  }

  @Example
  void the_first_language_we_speak_is_taken_and_japanese_for_all_others() {
    assertThat(negotiate("en-GB")).isEqualTo(Language.EN);
    assertThat(negotiate("ja-JP", "en")).isEqualTo(Language.JA);
    assertThat(negotiate("de", "en")).isEqualTo(Language.EN);
    assertThat(negotiate("de", "fr")).isEqualTo(Language.JA);
    assertThat(negotiate()).isEqualTo(Language.JA);
  }
}
