package jp.meishigura.gateway.domain.ring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.HexFormat;
import java.util.UUID;
import jp.meishigura.platform.seal.SecretBytes;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Positive;
import net.jqwik.api.constraints.Size;

class EnvelopeTest {

  private static final UUID ID = UUID.fromString("00112233-4455-6677-8899-aabbccddeeff");

  private static StoredSecret row(UUID id, int version) {
    return new StoredSecret(id, version, "vault:v1:not-looked-at");
  }

  private static SecretBytes sealed(int version, byte[] key) {
    return Envelope.seal(
        SecretKind.TENANT_KEY, new TenantSecret(ID, version, SecretBytes.owning(key)));
  }

  @Property(tries = 200)
  void what_was_sealed_opens(
      @ForAll @Positive int version, @ForAll @Size(TenantSecret.LENGTH) byte[] key) {
    TenantSecret opened =
        Envelope.open(SecretKind.TENANT_KEY, row(ID, version), sealed(version, key.clone()));
    assertThat(opened.id()).isEqualTo(ID);
    assertThat(opened.version()).isEqualTo(version);
    assertThat(opened.bytes().expose()).isEqualTo(key);
  }

  @Example
  void its_bytes_are_those_that_the_documentation_says() {
    byte[] key = new byte[TenantSecret.LENGTH];
    Arrays.fill(key, (byte) 0x5a);
    assertThat(HexFormat.of().formatHex(sealed(258, key).expose()))
        .isEqualTo("0101" + "00000102" + "00112233445566778899aabbccddeeff" + "5a".repeat(32));
  }

  @Example
  void it_opens_for_no_other_kind_version_or_id() {
    SecretBytes envelope = sealed(1, new byte[TenantSecret.LENGTH]);
    assertThatThrownBy(() -> Envelope.open(SecretKind.INDEX_SECRET, row(ID, 1), envelope))
        .isInstanceOf(KeyBroken.class);
    assertThatThrownBy(() -> Envelope.open(SecretKind.TENANT_KEY, row(ID, 2), envelope))
        .isInstanceOf(KeyBroken.class);
    assertThatThrownBy(
            () -> Envelope.open(SecretKind.TENANT_KEY, row(UUID.randomUUID(), 1), envelope))
        .isInstanceOf(KeyBroken.class);
  }

  @Property(tries = 100)
  void no_other_length_opens(@ForAll @IntRange(max = 120) int length) {
    byte[] bytes = Arrays.copyOf(sealed(1, new byte[TenantSecret.LENGTH]).expose(), length);
    if (length != 54) {
      assertThatThrownBy(
              () -> Envelope.open(SecretKind.TENANT_KEY, row(ID, 1), SecretBytes.owning(bytes)))
          .isInstanceOf(KeyBroken.class);
    }
  }
}
