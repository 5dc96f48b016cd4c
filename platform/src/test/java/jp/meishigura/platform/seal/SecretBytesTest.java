package jp.meishigura.platform.seal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.UUID;
import org.junit.jupiter.api.Test;

class SecretBytesTest {

  @Test
  void it_prints_nothing_and_is_gone_when_closed() {
    byte[] bytes = {1, 2, 3};
    SecretBytes secret = SecretBytes.owning(bytes);
    assertThat(secret).hasToString("***");
    secret.close();
    assertThat(bytes).containsOnly(0);
    assertThatThrownBy(secret::expose).isInstanceOf(IllegalStateException.class);
  }

  @Test
  void a_closed_key_neither_seals_nor_opens() {
    SealedFields seals = new SealedFields();
    UUID id = new UUID(1, 2);
    Place place = new Place(id, id, "phone.1");
    SecretBytes key = SecretBytes.random(SealedFields.KEY_BYTES);
    byte[] sealed = seals.seal(id, key, place, new byte[] {1});
    key.close();
    assertThatThrownBy(() -> seals.seal(id, key, place, new byte[] {1}))
        .isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(() -> seals.open(key, place, sealed))
        .isInstanceOf(IllegalStateException.class);
  }

  @Test
  void a_cipher_gets_a_copy_of_it_which_closing_does_not_touch() {
    SecretBytes secret = SecretBytes.owning(new byte[] {1, 2, 3});
    CipherKey key = new CipherKey(secret, "AES");
    byte[] encoded = key.getEncoded();
    secret.close();
    assertThat(encoded).containsExactly(1, 2, 3);
    assertThatThrownBy(key::getEncoded).isInstanceOf(IllegalStateException.class);
  }
}
