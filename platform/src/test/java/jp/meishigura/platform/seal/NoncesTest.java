package jp.meishigura.platform.seal;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

class NoncesTest {

  private static final int MILLIONS = 5_000_000;
  private static final int CARDS_FIELDS = 12;

  private static String hex(byte[] nonce) {
    return HexFormat.of().formatHex(nonce);
  }

  /** A source of which every draw is known. */
  private static SecureRandom always(String hex) {
    return new SecureRandom() {
      private static final long serialVersionUID = 1L;

      @Override
      public void nextBytes(byte[] bytes) {
        System.arraycopy(HexFormat.of().parseHex(hex), 0, bytes, 0, bytes.length);
      }
    };
  }

  @Test
  void while_one_key_is_used_they_are_counted_up_and_every_other_begins_at_random() {
    Nonces nonces = new Nonces(always("00112233445566778899aabb"));
    SecretBytes key = SecretBytes.random(32);
    assertThat(hex(nonces.next(key))).isEqualTo("00112233445566778899aabb");
    assertThat(hex(nonces.next(key))).isEqualTo("00112233445566778899aabc");
    assertThat(hex(nonces.next(SecretBytes.random(32)))).isEqualTo("00112233445566778899aabb");
  }

  @Test
  void counting_carries_over_all_bytes() {
    Nonces nonces = new Nonces(always("fffffffffffffffffffffffe"));
    SecretBytes key = SecretBytes.random(32);
    assertThat(hex(nonces.next(key))).isEqualTo("fffffffffffffffffffffffe");
    assertThat(hex(nonces.next(key))).isEqualTo("ffffffffffffffffffffffff");
    assertThat(hex(nonces.next(key))).isEqualTo("000000000000000000000000");
    assertThat(hex(nonces.next(key))).isEqualTo("000000000000000000000001");
  }

  @Test
  void a_run_is_64_long_at_the_most() {
    Nonces nonces = new Nonces(always("00112233445566778899aa00"));
    SecretBytes key = SecretBytes.random(32);
    for (int number = 0; number < 64; number++) {
      assertThat(nonces.next(key)[11]).isEqualTo((byte) number);
    }
    assertThat(hex(nonces.next(key))).isEqualTo("00112233445566778899aa00");
  }

  @Test
  void a_copy_of_a_key_counts_as_another_key() {
    Nonces nonces = new Nonces(new SecureRandom());
    SecretBytes key = SecretBytes.random(32);
    byte[] first = nonces.next(key).clone();
    byte[] copy = nonces.next(key.copy()).clone();
    assertThat(Arrays.copyOf(first, 8)).isNotEqualTo(Arrays.copyOf(copy, 8));
  }

  /**
   * Cards of twelve fields, sealed by two threads under one key. Of each nonce the last eight bytes
   * and the first four are kept apart, 60 MB of them; the last eight alone are hardly ever alike.
   */
  @Test
  void no_nonce_comes_twice_in_five_million_sealings() throws Exception {
    SealedFields seals = new SealedFields();
    byte[] keyBytes = new byte[32];
    long[] ends = new long[MILLIONS];
    int[] starts = new int[MILLIONS];
    try (ExecutorService threads = Executors.newFixedThreadPool(2)) {
      List<Future<?>> halves = new ArrayList<>();
      for (int half = 0; half < 2; half++) {
        int from = half * MILLIONS / 2;
        halves.add(threads.submit(() -> seal(seals, keyBytes, ends, starts, from)));
      }
      for (Future<?> half : halves) {
        half.get();
      }
    }
    assertThat(repeats(ends, starts)).isFalse();
  }

  private static void seal(
      SealedFields seals, byte[] keyBytes, long[] ends, int[] starts, int from) {
    UUID id = new UUID(1, 2);
    Place place = new Place(id, id, "phone.1");
    byte[] nothing = new byte[0];
    SecretBytes key = SecretBytes.owning(keyBytes.clone());
    for (int at = 0; at < MILLIONS / 2; at++) {
      if (at % CARDS_FIELDS == 0) {
        key = SecretBytes.owning(keyBytes.clone());
      }
      ByteBuffer sealed = ByteBuffer.wrap(seals.seal(id, key, place, nothing));
      starts[from + at] = sealed.getInt(17);
      ends[from + at] = sealed.getLong(21);
    }
  }

  private static boolean repeats(long[] ends, int[] starts) {
    long[] sorted = ends.clone();
    Arrays.sort(sorted);
    for (int at = 1; at < sorted.length; at++) {
      if (sorted[at] == sorted[at - 1] && startsRepeat(sorted[at], ends, starts)) {
        return true;
      }
    }
    return false;
  }

  private static boolean startsRepeat(long end, long[] ends, int[] starts) {
    Set<Integer> seen = new HashSet<>();
    for (int at = 0; at < ends.length; at++) {
      if (ends[at] == end && !seen.add(starts[at])) {
        return true;
      }
    }
    return false;
  }
}
