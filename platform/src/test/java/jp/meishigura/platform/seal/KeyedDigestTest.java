package jp.meishigura.platform.seal;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HexFormat;
import jp.meishigura.platform.testing.Heap;
import org.junit.jupiter.api.Test;

class KeyedDigestTest {

  private static byte[] masked(byte[] key, int with) {
    byte[] masked = new byte[key.length];
    for (int at = 0; at < key.length; at++) {
      masked[at] = (byte) (key[at] ^ with);
    }
    return masked;
  }

  /** RFC 4231, test case 2. */
  @Test
  void it_is_hmac_sha_256() {
    KeyedDigest digest = new KeyedDigest(SecretBytes.owning("Jefe".getBytes(UTF_8)));
    digest.update("what do ya want ".getBytes(UTF_8));
    digest.update((byte) 'f');
    digest.update("_or nothing?_".getBytes(UTF_8), 1, 11);
    assertThat(HexFormat.of().formatHex(digest.end()))
        .isEqualTo("5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843");
  }

  @Test
  void once_the_key_is_closed_and_the_digest_ended_nothing_of_the_key_is_left_in_memory() {
    SecretBytes key = SecretBytes.random(32);
    Heap.Needle itself = new Heap.Needle(key.expose());
    byte[] inner = masked(key.expose(), 0x36);
    byte[] outer = masked(key.expose(), 0x5c);
    Heap.Needle innerMasked = new Heap.Needle(inner);
    Heap.Needle outerMasked = new Heap.Needle(outer);
    SecretBytes.owning(inner).close();
    SecretBytes.owning(outer).close();
    KeyedDigest digest = new KeyedDigest(key);
    digest.update(new byte[] {1});
    assertThat(Heap.arraysWith(itself)).as("the search finds it").hasSize(1);
    assertThat(Heap.arraysWith(innerMasked)).as("the JDK keeps it, masked").isNotEmpty();

    key.close();
    assertThat(digest.end()).hasSize(32);

    assertThat(Heap.arraysWith(itself)).isEmpty();
    assertThat(Heap.arraysWith(innerMasked)).isEmpty();
    assertThat(Heap.arraysWith(outerMasked)).isEmpty();
  }

  @Test
  void a_closed_key_begins_no_digest() {
    SecretBytes key = SecretBytes.random(32);
    key.close();
    assertThatThrownBy(() -> new KeyedDigest(key)).isInstanceOf(IllegalStateException.class);
  }
}
