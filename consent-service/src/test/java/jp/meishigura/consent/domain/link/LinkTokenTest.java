package jp.meishigura.consent.domain.link;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.SecureRandom;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

class LinkTokenTest {

  private static final SecureRandom RANDOM = new SecureRandom();

  @Property(tries = 200)
  void a_token_is_read_as_it_is_written_and_prints_nothing() {
    LinkToken token = LinkToken.fresh(RANDOM);
    assertThat(LinkToken.parse(token.text())).contains(token);
    assertThat(token.text()).hasSize(43);
    assertThat(token.toString()).isEqualTo("***");
    assertThat(token.hash().hex()).matches("[0-9a-f]{64}").doesNotContain(token.text());
  }

  @Example
  void two_tokens_differ() {
    assertThat(LinkToken.fresh(RANDOM)).isNotEqualTo(LinkToken.fresh(RANDOM));
  }

  @Property(tries = 300)
  void any_other_character_is_another_token_or_none(
      @ForAll @IntRange(min = 0, max = 42) int at, @ForAll char other) {
    LinkToken token = LinkToken.fresh(RANDOM);
    StringBuilder text = new StringBuilder(token.text());
    if (text.charAt(at) == other) {
      return;
    }
    text.setCharAt(at, other);
    LinkToken.parse(text.toString())
        .ifPresent(parsed -> assertThat(parsed.hash()).isNotEqualTo(token.hash()));
  }

  @Property
  void nothing_else_is_a_token(@ForAll String text) {
    LinkToken.parse(text).ifPresent(token -> assertThat(token.text()).isEqualTo(text));
    assertThat(LinkToken.parse(text + "=")).isEmpty();
  }

  /** Known answer: 32 zero bytes. */
  @Example
  void the_hash_is_sha_256_of_the_bytes() {
    assertThat(LinkToken.parse("A".repeat(43)).orElseThrow().hash().hex())
        .isEqualTo("66687aadf862bd776c8fc18b8e9f8e20089714856ee233b3902a591d0d5f2925");
    assertThat(LinkToken.parse("A".repeat(42) + "B")).isEmpty();
  }
}
