package jp.meishigura.gateway.vault;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.UUID;
import jp.meishigura.gateway.testing.VaultResource;
import jp.meishigura.gateway.testing.VaultRoad;
import jp.meishigura.platform.seal.SecretBytes;
import jp.meishigura.platform.testing.Heap;
import jp.meishigura.platform.testing.StandResource;
import org.junit.jupiter.api.Test;

/** What a dump of the gateway's memory shows of a secret that went to Vault and back. */
@QuarkusTest
@QuarkusTestResource(StandResource.class)
@QuarkusTestResource(VaultResource.class)
class HeapTest {

  /** The JDK's client reads into arrays of this size, which it uses again, and splits none. */
  private static final int NETWORK_BUFFER = 16 * 1024;

  @Inject TransitVault vault;

  private static Heap.Needle base64(SecretBytes secret) {
    byte[] text = Base64.getEncoder().encode(secret.expose());
    Heap.Needle needle = new Heap.Needle(text);
    Arrays.fill(text, (byte) 0);
    return needle;
  }

  private static List<Integer> lengthsWithString(SecretBytes secret, Heap.Needle base64) {
    String kept = Base64.getEncoder().encodeToString(secret.expose());
    List<Integer> lengths = Heap.arraysWith(base64);
    assertThat(kept).hasSize(44);
    return lengths;
  }

  @Test
  void no_string_holds_a_secret_on_its_way_to_vault_and_back() {
    UUID tenant = UUID.randomUUID();
    SecretBytes secret = SecretBytes.random(32);
    Heap.Needle base64 = base64(secret);
    Heap.Needle itself = new Heap.Needle(secret.expose());
    assertThat(lengthsWithString(secret, base64)).as("the search finds Strings").contains(44);
    System.gc();
    assertThat(Heap.arraysWith(base64)).as("the test's own String is gone").isEmpty();

    String wrapped = vault.wrap(tenant, secret);
    List<SecretBytes> back = vault.unwrap(tenant, List.of(wrapped));

    assertThat(back.getFirst().expose()).isEqualTo(secret.expose());
    assertThat(Heap.arraysWith(base64)).isSubsetOf(NETWORK_BUFFER, VaultRoad.BUFFER);
    secret.close();
    back.getFirst().close();
    assertThat(Heap.arraysWith(itself)).as("the secret").isEmpty();
  }
}
