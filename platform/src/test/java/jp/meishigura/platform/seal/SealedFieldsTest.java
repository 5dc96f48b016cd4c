package jp.meishigura.platform.seal;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashSet;
import java.util.HexFormat;
import java.util.Set;
import java.util.UUID;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class SealedFieldsTest {

  private static final UUID TENANT = UUID.fromString("00000000-0000-4000-8000-00000000000a");
  private static final UUID CARD = UUID.fromString("00000000-0000-4000-8000-00000000000b");
  private static final UUID KEY_ID = UUID.fromString("00000000-0000-4000-8000-00000000000c");
  private static final Place PHONE = new Place(TENANT, CARD, "phone.1");

  private final SealedFields seal = new SealedFields();
  private final SecretBytes key = SecretBytes.random(32);

  @Property(tries = 200)
  void what_was_sealed_opens_in_its_place(@ForAll @Size(max = 2000) byte[] plaintext)
      throws SealBroken {
    byte[] sealed = seal.seal(KEY_ID, key, PHONE, plaintext);
    assertThat(seal.open(key, PHONE, sealed)).isEqualTo(plaintext);
    assertThat(SealedFields.keyId(sealed)).isEqualTo(KEY_ID);
  }

  @Test
  void every_flipped_bit_is_noticed() {
    byte[] sealed = seal.seal(KEY_ID, key, PHONE, "+81312345678".getBytes(UTF_8));
    for (int bit = 0; bit < sealed.length * 8; bit++) {
      byte[] altered = sealed.clone();
      altered[bit / 8] ^= (byte) (1 << (bit % 8));
      assertThatThrownBy(() -> seal.open(key, PHONE, altered))
          .as("bit %d", bit)
          .isInstanceOf(SealBroken.class);
    }
  }

  @Test
  void every_truncation_is_noticed() {
    byte[] sealed = seal.seal(KEY_ID, key, PHONE, "+81312345678".getBytes(UTF_8));
    for (int length = 0; length < sealed.length; length++) {
      byte[] cut = java.util.Arrays.copyOf(sealed, length);
      assertThatThrownBy(() -> seal.open(key, PHONE, cut)).isInstanceOf(SealBroken.class);
    }
  }

  @Test
  void a_field_does_not_open_on_another_card_in_another_column_or_for_another_tenant() {
    byte[] sealed = seal.seal(KEY_ID, key, PHONE, "+81312345678".getBytes(UTF_8));
    for (Place other :
        new Place[] {
          new Place(TENANT, CARD, "phone.2"),
          new Place(TENANT, CARD, "phone.11"),
          new Place(TENANT, TENANT, "phone.1"),
          new Place(CARD, CARD, "phone.1"),
          new Place(CARD, TENANT, "phone.1"),
        }) {
      assertThatThrownBy(() -> seal.open(key, other, sealed)).isInstanceOf(SealBroken.class);
    }
  }

  @Test
  void another_key_does_not_open_it() {
    byte[] sealed = seal.seal(KEY_ID, key, PHONE, new byte[] {1});
    assertThatThrownBy(() -> seal.open(SecretBytes.random(32), PHONE, sealed))
        .isInstanceOf(SealBroken.class);
  }

  @Test
  void a_nonce_is_never_used_twice_in_a_hundred_thousand_seals() {
    Set<String> nonces = new HashSet<>();
    for (int one = 0; one < 100_000; one++) {
      byte[] sealed = seal.seal(KEY_ID, key, PHONE, new byte[0]);
      nonces.add(HexFormat.of().formatHex(sealed, 17, 29));
    }
    assertThat(nonces).hasSize(100_000);
  }

  /** Computed with another implementation (Python's cryptography, AESGCM), not with this one. */
  @Test
  void a_known_field_opens() throws SealBroken {
    SecretBytes known =
        SecretBytes.owning(
            HexFormat.of()
                .parseHex("000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f"));
    byte[] sealed =
        HexFormat.of()
            .parseHex(
                "010000000000004000800000000000000c404142434445464748494a4b07081fc4b28ca7eb4775f2"
                    + "9b0b906974002957f1bec80267e321a95058");
    assertThat(new String(seal.open(known, PHONE, sealed), UTF_8)).isEqualTo("山田 花子");
  }

  @Test
  void a_secret_prints_nothing_and_is_gone_when_closed() {
    byte[] bytes = {1, 2, 3};
    SecretBytes secret = SecretBytes.owning(bytes);
    assertThat(secret).hasToString("***");
    secret.close();
    assertThat(bytes).containsOnly(0);
    assertThatThrownBy(secret::expose).isInstanceOf(IllegalStateException.class);
  }
}
