package jp.meishigura.consent.mail;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.stream.Collectors;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.CharRange;
import net.jqwik.api.constraints.StringLength;

class SenderTest {

  private static List<String> words(String header) {
    return Arrays.stream(header.substring(0, header.indexOf('<')).strip().split(" ")).toList();
  }

  private static String decoded(String header) {
    return words(header).stream()
        .map(word -> word.substring("=?UTF-8?B?".length(), word.length() - 2))
        .map(word -> new String(Base64.getDecoder().decode(word), UTF_8))
        .collect(Collectors.joining());
  }

  @Property
  void any_name_survives_as_encoded_words_of_legal_length(
      @ForAll @CharRange(from = ' ', to = '\uD7FF') @StringLength(min = 1, max = 120) String name) {
    String header = Sender.named(name, "no-reply@meishigura.example");
    assertThat(decoded(header)).isEqualTo(name);
    assertThat(words(header)).allMatch(word -> word.length() <= 75);
    assertThat(header).endsWith(" <no-reply@meishigura.example>").matches("[\\x20-\\x7e]+");
  }

  @Example
  void a_name_cannot_bring_an_address_of_its_own() {
    String header = Sender.named("bank@evil.example> <x", "no-reply@meishigura.example");
    assertThat(header).doesNotContain("evil").containsOnlyOnce("<");
  }
}
