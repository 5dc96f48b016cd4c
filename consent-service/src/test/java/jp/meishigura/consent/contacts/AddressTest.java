package jp.meishigura.consent.contacts;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

class AddressTest {

  @Example
  void addresses_are_taken_and_print_nothing() {
    assertThat(Address.of("sato.hanako@aozora.example")).isPresent();
    assertThat(Address.of("佐藤@青空.example")).isPresent();
    assertThat(Address.of("a@b")).get().hasToString("***");
  }

  @Example
  void what_could_become_a_second_recipient_or_a_header_is_not_an_address() {
    assertThat(Address.of("")).isEmpty();
    assertThat(Address.of("nobody")).isEmpty();
    assertThat(Address.of("a@b@c")).isEmpty();
    assertThat(Address.of("a@b.example,c@d.example")).isEmpty();
    assertThat(Address.of("a@b.example;c@d.example")).isEmpty();
    assertThat(Address.of("a@b.example\r\nBcc: c@d.example")).isEmpty();
    assertThat(Address.of("Sato <a@b.example>")).isEmpty();
    assertThat(Address.of("\"a b\"@c.example")).isEmpty();
    assertThat(Address.of("a".repeat(65) + "@b.example")).isEmpty();
  }

  @Property
  void no_line_break_ever_passes(@ForAll String before, @ForAll String after) {
    assertThat(Address.of(before + "\n" + after)).isEmpty();
    assertThat(Address.of(before + "\r" + after)).isEmpty();
  }
}
