package jp.meishigura.platform.seal;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;

/** What somebody can try who reads and writes sealed fields, and has no key or another one. */
class SealAttacksTest {

  private static final UUID TENANT = UUID.fromString("00000000-0000-4000-8000-00000000000a");
  private static final UUID CARD = UUID.fromString("00000000-0000-4000-8000-00000000000b");
  private static final UUID KEY_ID = UUID.fromString("00000000-0000-4000-8000-00000000000c");

  private final SealedFields seals = new SealedFields();
  private final SecretBytes key = SecretBytes.random(32);

  private void refused(SecretBytes key, Place place, byte[] sealed, String attack) {
    assertThatThrownBy(() -> seals.open(key, place, sealed))
        .as(attack)
        .isInstanceOf(SealBroken.class);
  }

  private static byte[] text(int length) {
    byte[] bytes = new byte[length];
    Arrays.fill(bytes, (byte) 'x');
    return bytes;
  }

  @Test
  void no_bit_of_a_sealed_field_can_be_flipped_whatever_its_length() {
    Place place = new Place(TENANT, CARD, "phone.1");
    for (int length : new int[] {0, 1, 15, 16, 17, 47, 300}) {
      byte[] sealed = seals.seal(KEY_ID, key, place, text(length));
      for (int bit = 0; bit < sealed.length * 8; bit++) {
        byte[] altered = sealed.clone();
        altered[bit / 8] ^= (byte) (1 << (bit % 8));
        refused(key, place, altered, "bit " + bit + " of " + length);
      }
    }
  }

  @Test
  void no_sealed_field_can_be_cut_or_made_longer_at_either_end() {
    Place place = new Place(TENANT, CARD, "phone.1");
    for (int length : new int[] {0, 1, 16, 300}) {
      byte[] sealed = seals.seal(KEY_ID, key, place, text(length));
      for (int kept = 0; kept < sealed.length; kept++) {
        refused(key, place, Arrays.copyOf(sealed, kept), "first " + kept);
        refused(
            key,
            place,
            Arrays.copyOfRange(sealed, sealed.length - kept, sealed.length),
            "last " + kept);
      }
      for (int more = 1; more <= 64; more++) {
        refused(key, place, Arrays.copyOf(sealed, sealed.length + more), "longer by " + more);
      }
    }
  }

  /** Tenants, cards, columns, key ids and keys: every sealed field in every place but its own. */
  @Test
  void a_sealed_field_opens_in_its_place_only() throws SealBroken {
    List<UUID> ids = List.of(TENANT, CARD, KEY_ID);
    List<Place> places = new ArrayList<>();
    for (UUID tenant : ids) {
      for (UUID card : ids) {
        for (String column : List.of("phone.1", "phone.2", "phone.11", "phone", "", "email.1")) {
          places.add(new Place(tenant, card, column));
        }
      }
    }
    for (Place home : places) {
      byte[] sealed = seals.seal(KEY_ID, key, home, text(12));
      for (Place other : places) {
        if (other.equals(home)) {
          assertThat(seals.open(key, other, sealed)).isEqualTo(text(12));
        } else {
          refused(key, other, sealed, home + " in " + other);
        }
      }
    }
  }

  @Test
  void another_key_id_or_version_is_noticed_even_under_the_right_key() {
    Place place = new Place(TENANT, CARD, "phone.1");
    byte[] sealed = seals.seal(KEY_ID, key, place, text(12));
    byte[] renamed = sealed.clone();
    ByteBuffer.wrap(renamed, 1, 16).putLong(1).putLong(2);
    refused(key, place, renamed, "key id");
    for (int version = 0; version < 256; version++) {
      if (version != 1) {
        byte[] versioned = sealed.clone();
        versioned[0] = (byte) version;
        refused(key, place, versioned, "version " + version);
      }
    }
  }

  /** After a card got a new key, what the old one sealed must not pass for what the new one did. */
  @Test
  void a_value_under_the_cards_older_key_does_not_open_under_its_newer_one() throws SealBroken {
    Place place = new Place(TENANT, CARD, "phone.1");
    UUID newerId = UUID.randomUUID();
    SecretBytes newer = SecretBytes.random(32);
    byte[] older = seals.seal(KEY_ID, key, place, text(12));
    byte[] renamed = older.clone();
    Bytes.put(newerId, renamed, 1);
    refused(newer, place, older, "older key's value");
    refused(newer, place, renamed, "older key's value under the newer key's id");
    assertThat(seals.open(key, place, older)).isEqualTo(text(12));
  }

  @Test
  void parts_of_two_sealed_fields_do_not_fit_together() {
    Place place = new Place(TENANT, CARD, "phone.1");
    byte[] one = seals.seal(KEY_ID, key, place, "03-1234-5678".getBytes(UTF_8));
    byte[] two = seals.seal(KEY_ID, key, place, "03-8765-4321".getBytes(UTF_8));
    for (int from = 17; from < one.length; from++) {
      byte[] mixed = one.clone();
      System.arraycopy(two, from, mixed, from, two.length - from);
      if (!Arrays.equals(mixed, one) && !Arrays.equals(mixed, two)) {
        refused(key, place, mixed, "two from " + from);
      }
    }
  }

  /**
   * Nothing in the format protects against this, and docs/sealed-fields.md says so: whoever can
   * write to the database can bring a value back that the field once had.
   */
  @Test
  void an_older_value_of_the_same_field_under_the_same_key_opens() throws SealBroken {
    Place place = new Place(TENANT, CARD, "phone.1");
    byte[] older = seals.seal(KEY_ID, key, place, "03-0000-0000".getBytes(UTF_8));
    seals.seal(KEY_ID, key, place, "03-1234-5678".getBytes(UTF_8));
    assertThat(new String(seals.open(key, place, older), UTF_8)).isEqualTo("03-0000-0000");
  }

  @Test
  void noise_never_opens() {
    Place place = new Place(TENANT, CARD, "phone.1");
    Random random = new Random(20261123);
    for (int time = 0; time < 20_000; time++) {
      byte[] noise = new byte[random.nextInt(120)];
      random.nextBytes(noise);
      if (noise.length > 0) {
        noise[0] = 1;
      }
      refused(key, place, noise, "noise " + time);
    }
  }

  @Property(tries = 500)
  void what_was_sealed_opens_in_its_place(
      @ForAll long ids,
      @ForAll @StringLength(max = 60) String column,
      @ForAll @Size(32) byte[] keyBytes,
      @ForAll @Size(max = 3000) byte[] plaintext)
      throws SealBroken {
    UUID keyId = new UUID(ids, ~ids);
    Place place = new Place(new UUID(ids, 1), new UUID(2, ids), column);
    try (SecretBytes anyKey = SecretBytes.owning(keyBytes.clone())) {
      byte[] sealed = seals.seal(keyId, anyKey, place, plaintext);
      assertThat(sealed).hasSize(45 + plaintext.length);
      assertThat(SealedFields.keyId(sealed)).isEqualTo(keyId);
      assertThat(seals.open(anyKey, place, sealed)).isEqualTo(plaintext);
    }
  }

  @Property(tries = 500)
  void what_was_altered_anywhere_does_not_open(
      @ForAll @Size(max = 400) byte[] plaintext,
      @ForAll @IntRange(max = 10_000) int at,
      @ForAll @IntRange(min = 1, max = 255) int mask) {
    Place place = new Place(TENANT, CARD, "note.1");
    byte[] sealed = seals.seal(KEY_ID, key, place, plaintext);
    sealed[at % sealed.length] ^= (byte) mask;
    refused(key, place, sealed, "byte " + at % sealed.length);
  }

  @Test
  void two_sealings_of_the_same_text_have_nothing_in_common_but_key_id_and_length() {
    Place place = new Place(TENANT, CARD, "phone.1");
    byte[] one = seals.seal(KEY_ID, key, place, text(64));
    byte[] two = seals.seal(KEY_ID, key, place, text(64));
    assertThat(Arrays.copyOf(one, 17)).isEqualTo(Arrays.copyOf(two, 17));
    int alike = 0;
    for (int at = 29; at < one.length; at++) {
      alike += one[at] == two[at] ? 1 : 0;
    }
    // By chance one byte of 256 is alike; eight of these 80 would be one in a hundred million.
    assertThat(alike).isLessThan(8);
  }
}
