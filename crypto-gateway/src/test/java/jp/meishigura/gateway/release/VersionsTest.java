package jp.meishigura.gateway.release;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import jp.meishigura.gateway.domain.ring.Envelope;
import jp.meishigura.gateway.domain.ring.KeyVault;
import jp.meishigura.gateway.domain.ring.SecretKind;
import jp.meishigura.gateway.domain.ring.StoredSecret;
import jp.meishigura.gateway.domain.ring.TenantSecret;
import jp.meishigura.gateway.domain.subject.SubjectKeyWrapping;
import jp.meishigura.gateway.domain.subject.WrappedKey;
import jp.meishigura.gateway.store.SubjectKeyTable;
import jp.meishigura.gateway.store.TenantSecretTable;
import jp.meishigura.gateway.testing.Asking;
import jp.meishigura.gateway.testing.MovableClock;
import jp.meishigura.gateway.testing.VaultResource;
import jp.meishigura.platform.caller.Tenant;
import jp.meishigura.platform.testing.FromStand;
import jp.meishigura.platform.testing.StandResource;
import jp.meishigura.platform.testing.TestIssuer;
import jp.meishigura.platform.testing.TestTenants;
import jp.meishigura.platform.tx.TenantTransactions;
import org.junit.jupiter.api.Test;

/** A second version of a secret, as another instance of the gateway would add it. */
@QuarkusTest
@QuarkusTestResource(StandResource.class)
@QuarkusTestResource(VaultResource.class)
class VersionsTest {

  @FromStand TestIssuer issuer;
  @Inject KeyVault vault;
  @Inject TenantTransactions transactions;
  @Inject TenantSecretTable secrets;
  @Inject SubjectKeyTable subjectKeys;
  @Inject MovableClock clock;

  private final Tenant tenant = TestTenants.fresh();

  private Asking us() {
    return Asking.as(issuer, tenant);
  }

  private TenantSecret addSecondVersion(SecretKind kind) {
    TenantSecret second = TenantSecret.fresh(2);
    String wrapped = vault.wrap(tenant.id(), Envelope.seal(kind, second));
    boolean added =
        transactions.call(
            tenant, () -> secrets.add(kind, new StoredSecret(second.id(), 2, wrapped)));
    assertThat(added).isTrue();
    return second;
  }

  @Test
  void a_key_under_a_version_that_is_not_in_memory_yet_is_released_all_the_same() {
    Asking.Key old = us().made(UUID.randomUUID());
    UUID subject = UUID.randomUUID();
    WrappedKey row =
        new SubjectKeyWrapping()
            .wrapFresh(addSecondVersion(SecretKind.TENANT_KEY), tenant.id(), subject);
    transactions.call(tenant, () -> subjectKeys.addMissing(List.of(row)));

    assertThat(Asking.keys(us().release(row.keyId(), old.id()).statusCode(200)))
        .hasSize(2)
        .containsValue(old)
        .containsKey(subject);
    assertThat(us().made(subject).id()).isEqualTo(row.keyId());
  }

  @Test
  void new_keys_go_under_the_newest_version_once_it_is_in_memory() {
    us().made(UUID.randomUUID());
    TenantSecret second = addSecondVersion(SecretKind.TENANT_KEY);
    clock.forward(Duration.ofMinutes(6));
    UUID subject = UUID.randomUUID();
    us().made(subject);
    WrappedKey row =
        transactions.call(tenant, () -> subjectKeys.newestOf(List.of(subject))).getFirst();
    assertThat(row.tenantKeyVersion()).isEqualTo(second.version());
  }

  @Test
  void index_keys_come_in_all_versions_newest_first() {
    String first = us().index("phone").statusCode(200).extract().path("keys[0].key");
    addSecondVersion(SecretKind.INDEX_SECRET);
    clock.forward(Duration.ofMinutes(6));
    us().index("phone")
        .statusCode(200)
        .body("keys.version", contains(2, 1))
        .body("keys[1].key", equalTo(first));
  }
}
