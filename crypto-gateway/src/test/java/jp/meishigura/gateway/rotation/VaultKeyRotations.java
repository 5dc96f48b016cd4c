package jp.meishigura.gateway.rotation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;

import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import jp.meishigura.gateway.domain.ring.KeyVault;
import jp.meishigura.gateway.domain.ring.SecretKind;
import jp.meishigura.gateway.domain.ring.StoredSecret;
import jp.meishigura.gateway.domain.rotation.Rotation;
import jp.meishigura.gateway.release.SecretMaker;
import jp.meishigura.gateway.store.Locks;
import jp.meishigura.gateway.store.RotationTable;
import jp.meishigura.gateway.testing.Asking;
import jp.meishigura.gateway.testing.MovableClock;
import jp.meishigura.gateway.testing.OwnVault;
import jp.meishigura.gateway.testing.VaultRoad;
import jp.meishigura.gateway.testing.WorkerLock;
import jp.meishigura.platform.caller.Tenant;
import jp.meishigura.platform.seal.SecretBytes;
import jp.meishigura.platform.testing.FromStand;
import jp.meishigura.platform.testing.StandDatabase;
import jp.meishigura.platform.testing.TestIssuer;
import jp.meishigura.platform.testing.TestTenants;
import jp.meishigura.platform.tx.TenantTransactions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Vault's key is replaced under all tenants, on a server of the test's own. */
abstract class VaultKeyRotations {

  private static final Duration SOON = Duration.ofSeconds(60);

  @FromStand TestIssuer issuer;
  @FromStand StandDatabase database;
  @FromStand OwnVault vault;
  @FromStand VaultRoad road;
  @Inject RotationWorker worker;
  @Inject RotationTable table;
  @Inject TenantTransactions transactions;
  @Inject KeyVault keyVault;
  @Inject Locks locks;
  @Inject MovableClock clock;

  private final Tenant tenant = TestTenants.fresh();
  private final Map<Tenant, Asking.Key> keys = new HashMap<>();

  @BeforeEach
  void five_tenants_with_keys() {
    for (int one = 0; one < 5; one++) {
      Tenant some = one == 0 ? tenant : TestTenants.fresh();
      keys.put(some, Asking.as(issuer, some).made(UUID.randomUUID()));
      Asking.as(issuer, some).index("phone").statusCode(200);
    }
  }

  @AfterEach
  void mend() {
    road.open();
  }

  private Asking operator() {
    return Asking.asOperator(issuer, tenant);
  }

  private void allOpen() {
    clock.forward(Duration.ofMinutes(6));
    keys.forEach(
        (some, key) ->
            Asking.as(issuer, some)
                .release(key.id())
                .statusCode(200)
                .body("keys[0].key", equalTo(key.base64())));
  }

  private void awaitFinished(String id) {
    await()
        .atMost(SOON)
        .untilAsserted(() -> operator().rotation(id).body("state", equalTo("finished")));
  }

  private Rotation row(String id) {
    return transactions.call(tenant, () -> table.find(UUID.fromString(id)).orElseThrow());
  }

  /** All wrapped secrets of the installation. */
  private List<String> wrapped() throws SQLException {
    List<String> all = new ArrayList<>();
    try (Connection admin = database.asAdmin();
        Statement sql = admin.createStatement();
        ResultSet row =
            sql.executeQuery(
                "select wrapped from tenant_keys union all select wrapped from index_secrets")) {
      while (row.next()) {
        all.add(row.getString(1));
      }
    }
    return all;
  }

  private int minimum() {
    return vault
        .order("GET", "transit/keys/tenant-keys", Map.of())
        .at("/data/min_decryption_version")
        .asInt();
  }

  @Test
  void afterwards_nothing_is_wrapped_by_the_old_version_and_vault_unwraps_nothing_of_it()
      throws SQLException {
    List<String> before = wrapped();
    int old = keyVault.newestVersion();
    String id =
        operator()
            .rotate("vault-key")
            .statusCode(202)
            .body("level", equalTo("vault-key"))
            .extract()
            .path("id");
    awaitFinished(id);
    Rotation ended = row(id);
    assertThat(ended.progress().done()).isEqualTo(ended.progress().total()).isPositive();
    assertThat(ended.to()).isEqualTo(old + 1);
    assertThat(minimum()).isEqualTo(old + 1);
    assertThat(wrapped())
        .hasSize(before.size())
        .doesNotContainAnyElementsOf(before)
        .allMatch(one -> KeyVault.version(one) == old + 1);
    allOpen();
  }

  @Test
  void another_tenants_operator_is_told_of_the_one_that_runs() throws SQLException {
    String id;
    try (WorkerLock lock = new WorkerLock(database)) {
      assertThat(lock).isNotNull();
      id = operator().rotate("vault-key").statusCode(202).extract().path("id");
      Asking.asOperator(issuer, TestTenants.fresh())
          .rotate("vault-key")
          .statusCode(200)
          .body("id", equalTo(id));
    }
    awaitFinished(id);
  }

  @Test
  void a_kill_between_any_two_steps_adds_no_version_and_loses_no_secret() throws SQLException {
    int old = keyVault.newestVersion();
    String id;
    try (WorkerLock lock = new WorkerLock(database)) {
      assertThat(lock).isNotNull();
      id = operator().rotate("vault-key").statusCode(202).extract().path("id");
      worker.step(row(id));
      assertThat(row(id).from()).isEqualTo(old);
      // Killed after Vault has its version and before that is written down.
      keyVault.rotate();
      worker.step(row(id));
      assertThat(row(id).to()).isEqualTo(old + 1);
      worker.step(row(id));
      assertThat(row(id).progress().done()).isEqualTo(2);
      assertThat(wrapped().stream().map(KeyVault::version)).contains(old, old + 1);
      allOpen();
    }
    awaitFinished(id);
    assertThat(wrapped()).allMatch(one -> KeyVault.version(one) == old + 1);
    assertThat(keyVault.newestVersion()).isEqualTo(old + 1);
    allOpen();
  }

  @Test
  void without_vault_it_waits_and_then_goes_on() throws SQLException {
    String id;
    try (WorkerLock lock = new WorkerLock(database)) {
      assertThat(lock).isNotNull();
      id = operator().rotate("vault-key").statusCode(202).extract().path("id");
      for (int step = 0; step < 3; step++) {
        worker.step(row(id));
      }
      road.cut();
      assertThat(worker.step(row(id))).isFalse();
    }
    road.open();
    awaitFinished(id);
    allOpen();
  }

  @Test
  void what_vault_refuses_is_shown_tried_again_ever_more_rarely_and_done_when_it_is_allowed()
      throws InterruptedException {
    clock.forward(Duration.ofMinutes(1));
    int tokens = vault.tokens();
    vault.givePolicyWithout("tenant-keys/rotate");
    String id;
    try {
      id = operator().rotate("vault-key").statusCode(202).extract().path("id");
      await()
          .atMost(SOON)
          .untilAsserted(
              () ->
                  operator()
                      .rotation(id)
                      .body("state", equalTo("running"))
                      .body("waitsFor", equalTo("keys-unavailable")));
      int asked = road.arrivals();
      Thread.sleep(Duration.ofSeconds(8));
      assertThat(road.arrivals() - asked).isLessThan(40);
      assertThat(vault.tokens()).isLessThanOrEqualTo(tokens + 3);
    } finally {
      vault.givePolicy();
    }
    awaitFinished(id);
    operator().rotation(id).body("waitsFor", nullValue());
    allOpen();
  }

  @Test
  void a_secret_wrapped_just_before_the_rotation_is_not_kept_under_the_old_version() {
    int old = keyVault.newestVersion();
    AtomicInteger wraps = new AtomicInteger();
    SecretMaker slow =
        new SecretMaker(
            transactions,
            new SlowToKeep(
                keyVault,
                () -> {
                  if (wraps.incrementAndGet() == 1) {
                    awaitFinished(
                        operator().rotate("vault-key").statusCode(202).extract().path("id"));
                  }
                }),
            locks,
            table);
    StoredSecret kept = slow.make(TestTenants.fresh(), SecretKind.TENANT_KEY, 1, secret -> secret);
    assertThat(kept.vaultVersion()).isEqualTo(old + 1);
    assertThat(wraps).hasValue(2);
  }

  /** Between the wrapping by the real server and its return something happens. */
  private record SlowToKeep(KeyVault real, Runnable between) implements KeyVault {

    @Override
    public String wrap(UUID whose, SecretBytes plain) {
      String text = real.wrap(whose, plain);
      between.run();
      return text;
    }

    @Override
    public List<SecretBytes> unwrap(UUID whose, List<String> texts) {
      return real.unwrap(whose, texts);
    }

    @Override
    public List<String> rewrap(UUID whose, List<String> texts) {
      return real.rewrap(whose, texts);
    }

    @Override
    public int newestVersion() {
      return real.newestVersion();
    }

    @Override
    public void rotate() {
      real.rotate();
    }

    @Override
    public void retireBefore(int version) {
      real.retireBefore(version);
    }
  }
}
