package jp.meishigura.gateway.domain.index;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.UUID;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import jp.meishigura.gateway.domain.ring.TenantSecret;
import jp.meishigura.platform.seal.SecretBytes;
import jp.meishigura.platform.testing.Heap;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.AlphaChars;
import net.jqwik.api.constraints.StringLength;

class IndexKeyDerivationTest {

  private static final UUID TENANT = UUID.fromString("0f0e0d0c-0b0a-0908-0706-050403020100");

  private static TenantSecret secret() {
    byte[] bytes = new byte[32];
    for (int one = 0; one < bytes.length; one++) {
      bytes[one] = (byte) one;
    }
    return new TenantSecret(UUID.randomUUID(), 7, SecretBytes.owning(bytes));
  }

  private static String hex(UUID tenant, String field) {
    return HexFormat.of()
        .formatHex(IndexKeyDerivation.derive(secret(), tenant, field).key().expose());
  }

  /** Computed apart from this code, with Python's hmac after RFC 5869. */
  @Example
  void it_gives_the_known_answers() {
    assertThat(hex(TENANT, "phone"))
        .isEqualTo("32be9cc8ea114495464b0ea9604a4a8b100f29e621ed207ca77491a30f685aa3");
    assertThat(hex(TENANT, "email"))
        .isEqualTo("dac3d3052c134ca0d33b49ddde09e7970ae8c2ac5cb647403e9087351267fe1d");
  }

  @Example
  void it_says_which_version_it_comes_from() {
    assertThat(IndexKeyDerivation.derive(secret(), TENANT, "phone").version()).isEqualTo(7);
  }

  @Example
  void once_the_secret_is_closed_nothing_of_it_is_left_in_memory() throws Exception {
    TenantSecret secret = new TenantSecret(UUID.randomUUID(), 1, SecretBytes.random(32));
    Heap.Needle itself = new Heap.Needle(secret.bytes().expose());
    Heap.Needle extracted = extracted(secret.bytes());
    assertThat(Heap.arraysWith(itself)).as("the search finds it while it is there").hasSize(1);

    IndexKey key = IndexKeyDerivation.derive(secret, TENANT, "phone");
    secret.bytes().close();

    assertThat(Heap.arraysWith(itself)).as("the secret").isEmpty();
    assertThat(Heap.arraysWith(extracted)).as("what HKDF extracts from it").isEmpty();
    key.key().close();
  }

  /**
   * The step in the middle of HKDF: from it, as from the secret, follow all of the tenant's keys.
   */
  private static Heap.Needle extracted(SecretBytes secret) throws Exception {
    byte[] salt =
        ByteBuffer.allocate(2 * Long.BYTES)
            .putLong(TENANT.getMostSignificantBits())
            .putLong(TENANT.getLeastSignificantBits())
            .array();
    Mac mac = Mac.getInstance("HmacSHA256");
    mac.init(new SecretKeySpec(salt, "HmacSHA256"));
    byte[] key = mac.doFinal(secret.expose());
    Heap.Needle needle = new Heap.Needle(key);
    Arrays.fill(key, (byte) 0);
    return needle;
  }

  @Property(tries = 200)
  void another_field_or_tenant_has_another_key(
      @ForAll @AlphaChars @StringLength(min = 1, max = 20) String field, @ForAll long tenant) {
    assertThat(hex(TENANT, field)).isNotEqualTo(hex(TENANT, field + "s"));
    assertThat(hex(TENANT, field)).isNotEqualTo(hex(new UUID(tenant, 1), field));
  }
}
