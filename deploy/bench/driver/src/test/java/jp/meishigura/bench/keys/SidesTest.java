package jp.meishigura.bench.keys;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.UUID;
import jp.meishigura.bench.card.SampleCards;
import org.junit.jupiter.api.Test;

/** Both sides of the comparison do the same work on the same bytes. */
class SidesTest {

  private final SampleCard card = SampleCard.of(new SampleCards());
  private final SealedSample ours = new SealedSample();
  private final BareCipher bare = new BareCipher();
  private final UUID subject = UUID.randomUUID();
  private final UUID keyId = UUID.randomUUID();
  private final byte[] key = {
    1, 2, 3, 4, 5, 6, 7, 8, 1, 2, 3, 4, 5, 6, 7, 8, 1, 2, 3, 4, 5, 6, 7, 8, 1, 2, 3, 4, 5, 6, 7, 8
  };

  private int plaintext() {
    return card.plaintexts().stream().mapToInt(value -> value.length).sum();
  }

  @Test
  void a_sample_card_has_twelve_values_under_the_names_of_cards() {
    assertThat(card.names())
        .containsExactly(
            "name.family",
            "name.given",
            "reading.family",
            "reading.given",
            "company.1",
            "department.1",
            "title.1",
            "phone.1",
            "phone.2",
            "email.1",
            "address.1",
            "url.1");
    assertThat(card.plaintexts())
        .allMatch(value -> new String(value, UTF_8).startsWith("{\"text\":\""));
  }

  @Test
  void the_bare_cipher_opens_what_ours_sealed_in_its_place_only() {
    List<byte[]> sealed = ours.seal(card, subject, keyId, key.clone());
    List<byte[]> authenticated = BareCipher.authenticated(card, ours.tenant(), subject, keyId);
    assertThat(ours.open(card, subject, key.clone(), sealed)).isEqualTo(plaintext());
    assertThat(bare.open(key, authenticated, sealed)).isEqualTo(plaintext());
    List<byte[]> elsewhere = BareCipher.authenticated(card, ours.tenant(), keyId, keyId);
    assertThatThrownBy(() -> bare.open(key, elsewhere, sealed))
        .isInstanceOf(IllegalStateException.class);
  }

  @Test
  void the_bare_cipher_seals_as_many_bytes() {
    List<byte[]> authenticated = BareCipher.authenticated(card, ours.tenant(), subject, keyId);
    assertThat(bare.seal(card, key, authenticated)).isEqualTo(plaintext() + SampleCard.FIELDS * 16);
  }
}
