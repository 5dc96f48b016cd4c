package jp.meishigura.gateway.rotation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import jp.meishigura.gateway.domain.rotation.Rotation;
import jp.meishigura.gateway.store.RotationTable;
import jp.meishigura.gateway.testing.Asking;
import jp.meishigura.gateway.testing.MovableClock;
import jp.meishigura.gateway.testing.VaultResource;
import jp.meishigura.gateway.testing.VaultRoad;
import jp.meishigura.gateway.testing.WorkerLock;
import jp.meishigura.platform.caller.Tenant;
import jp.meishigura.platform.testing.FromStand;
import jp.meishigura.platform.testing.StandDatabase;
import jp.meishigura.platform.testing.StandResource;
import jp.meishigura.platform.testing.TestIssuer;
import jp.meishigura.platform.testing.TestLog;
import jp.meishigura.platform.testing.TestTenants;
import jp.meishigura.platform.tx.TenantTransactions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A tenant key is replaced while it is in use. Batches are of ten keys here. */
@QuarkusTest
@QuarkusTestResource(StandResource.class)
@QuarkusTestResource(VaultResource.class)
class TenantKeyRotationTest {

  private static final Duration SOON = Duration.ofSeconds(60);

  @FromStand TestIssuer issuer;
  @FromStand StandDatabase database;
  @FromStand VaultRoad road;
  @Inject RotationWorker worker;
  @Inject RotationTable table;
  @Inject TenantTransactions transactions;
  @Inject MovableClock clock;

  private final Tenant tenant = TestTenants.fresh();

  @AfterEach
  void mend() {
    road.open();
  }

  private Asking us() {
    return Asking.as(issuer, tenant);
  }

  private Asking operator() {
    return Asking.asOperator(issuer, tenant);
  }

  private Map<UUID, Asking.Key> made(int number) {
    UUID[] subjects = Stream.generate(UUID::randomUUID).limit(number).toArray(UUID[]::new);
    return Asking.keys(us().create(subjects).statusCode(201));
  }

  private void allOpen(Map<UUID, Asking.Key> keys) {
    UUID[] ids = keys.values().stream().map(Asking.Key::id).toArray(UUID[]::new);
    assertThat(Asking.keys(us().release(ids).statusCode(200).body("missing", empty())))
        .isEqualTo(keys);
  }

  private String begun() {
    return operator()
        .rotate("tenant-key")
        .statusCode(202)
        .body("level", equalTo("tenant-key"))
        .body("state", equalTo("running"))
        .body("startedAt", notNullValue())
        .body("finishedAt", nullValue())
        .extract()
        .path("id");
  }

  private void awaitState(String id, String state) {
    await().atMost(SOON).untilAsserted(() -> operator().rotation(id).body("state", equalTo(state)));
  }

  private Rotation row(String id) {
    return transactions.call(tenant, () -> table.find(UUID.fromString(id)).orElseThrow());
  }

  private List<Integer> numbers(String sql) throws SQLException {
    List<Integer> numbers = new java.util.ArrayList<>();
    try (Connection admin = database.asAdmin();
        Statement statement = admin.createStatement();
        ResultSet row = statement.executeQuery(sql.replace("$tenant", "'" + tenant.id() + "'"))) {
      while (row.next()) {
        numbers.add(row.getInt(1));
      }
    }
    return numbers;
  }

  private List<Integer> versions() throws SQLException {
    return numbers("select version from tenant_keys where tenant_id = $tenant order by 1");
  }

  private int behind(int version) throws SQLException {
    return numbers(
            "select count(*) from subject_keys where tenant_id = $tenant"
                + " and tenant_key_version < "
                + version)
        .getFirst();
  }

  @Test
  void afterwards_all_keys_are_the_same_under_the_new_version_and_the_old_one_is_gone()
      throws SQLException {
    Map<UUID, Asking.Key> keys = made(35);
    String id = begun();
    awaitState(id, "finished");
    operator()
        .rotation(id)
        .body("done", equalTo(35))
        .body("total", equalTo(35))
        .body("finishedAt", notNullValue());
    assertThat(versions()).containsExactly(2);
    assertThat(behind(2)).isZero();
    allOpen(keys);
    clock.forward(Duration.ofMinutes(6));
    allOpen(keys);
    made(1);
    assertThat(behind(2)).isZero();
    assertThat(database.dump())
        .contains("\"action\":\"key.rotate\"")
        .contains("\"phase\":\"begun\"")
        .contains("\"phase\":\"ended\"");
  }

  @Test
  void a_tenant_without_any_key_has_nothing_to_rotate_and_that_ends_too() {
    awaitState(begun(), "finished");
    allOpen(made(3));
  }

  @Test
  void what_a_killed_instance_left_half_done_is_finished_by_another() throws SQLException {
    Map<UUID, Asking.Key> keys = made(35);
    String id;
    try (WorkerLock lock = new WorkerLock(database)) {
      assertThat(lock).isNotNull();
      id = begun();
      // The version, then two batches, by an instance that is never heard of again.
      for (int step = 0; step < 3; step++) {
        assertThat(worker.step(row(id))).isTrue();
      }
      assertThat(behind(2)).isEqualTo(15);
      assertThat(versions()).containsExactly(1, 2);
      operator().rotation(id).body("done", equalTo(20)).body("total", equalTo(35));
      allOpen(keys);
      assertThat(worker.round()).as("another instance is at work, as far as we know").isFalse();
    }
    awaitState(id, "finished");
    operator().rotation(id).body("done", equalTo(35));
    assertThat(versions()).containsExactly(2);
    assertThat(behind(2)).isZero();
    allOpen(keys);
  }

  @Test
  void a_batch_that_dies_in_its_middle_leaves_no_trace_and_is_done_again() throws SQLException {
    Map<UUID, Asking.Key> keys = made(25);
    String id;
    try (WorkerLock lock = new WorkerLock(database)) {
      assertThat(lock).isNotNull();
      id = begun();
      worker.step(row(id));
      worker.step(row(id));
      database.asOwner("revoke update on rotations from " + database.app());
      database.asOwner(
          "revoke update (state, from_version, to_version, done, total, broken, position,"
              + " finished_at, waits_for) on rotations from "
              + database.app());
      try {
        assertThat(worker.step(row(id))).isFalse();
      } finally {
        database.asOwner(
            "grant update (state, from_version, to_version, done, total, broken, position,"
                + " finished_at, waits_for) on rotations to "
                + database.app());
      }
      assertThat(behind(2)).as("rewrapped rows went back with the progress").isEqualTo(15);
      assertThat(row(id).progress().done()).isEqualTo(10);
    }
    awaitState(id, "finished");
    assertThat(row(id).progress().done()).isEqualTo(25);
    allOpen(keys);
  }

  @Test
  void two_at_once_are_one() throws Exception {
    made(5);
    Callable<String> one = () -> operator().rotate("tenant-key").extract().path("id");
    Set<String> ids = new HashSet<>();
    try (WorkerLock lock = new WorkerLock(database);
        ExecutorService threads = Executors.newFixedThreadPool(6)) {
      assertThat(lock).isNotNull();
      for (Future<String> id : threads.invokeAll(List.of(one, one, one, one, one, one))) {
        ids.add(id.get());
      }
      assertThat(ids).hasSize(1);
      operator().rotate("tenant-key").statusCode(200).body("id", equalTo(ids.iterator().next()));
    }
    awaitState(ids.iterator().next(), "finished");
    assertThat(versions()).containsExactly(2);
    operator().rotate("tenant-key").statusCode(202);
  }

  @Test
  void keys_that_are_made_meanwhile_are_not_left_behind() throws Exception {
    Map<UUID, Asking.Key> keys = made(30);
    String id = begun();
    Callable<Map<UUID, Asking.Key>> some = () -> made(20);
    try (ExecutorService threads = Executors.newFixedThreadPool(4)) {
      for (Future<Map<UUID, Asking.Key>> more :
          threads.invokeAll(List.of(some, some, some, some, some, some))) {
        keys.putAll(more.get());
      }
    }
    awaitState(id, "finished");
    assertThat(versions()).containsExactly(2);
    assertThat(behind(2)).isZero();
    allOpen(keys);
  }

  /** In the header, which names the tenant key, and in what that wraps. */
  @ParameterizedTest
  @ValueSource(ints = {0, 1, 9, 16, 17, 40})
  void a_key_that_does_not_open_keeps_the_old_version_and_the_rotation_says_so(int position)
      throws SQLException {
    Map<UUID, Asking.Key> keys = made(25);
    UUID broken = keys.keySet().iterator().next();
    try (Connection admin = database.asAdmin();
        Statement sql = admin.createStatement()) {
      sql.execute(
          "update subject_keys set wrapped = set_byte(wrapped, %1$d, get_byte(wrapped, %1$d) # 1) where subject_id = '%2$s'"
              .formatted(position, broken));
    }
    String id = begun();
    awaitState(id, "failed");
    assertThat(versions()).containsExactly(1, 2);
    assertThat(behind(2)).isEqualTo(1);
    operator()
        .rotation(id)
        .body("done", equalTo(24))
        .body("total", equalTo(25))
        .body("broken", equalTo(1));
    assertThat(TestLog.text()).contains("Subject key " + keys.get(broken).id());
    keys.remove(broken);
    allOpen(keys);

    awaitState(begun(), "failed");
    assertThat(versions()).as("what wraps nothing goes all the same").containsExactly(1, 3);
    allOpen(keys);
  }

  @Test
  void without_vault_it_waits_and_then_goes_on() throws SQLException {
    Map<UUID, Asking.Key> keys = made(15);
    road.cut();
    String id = begun();
    assertThat(worker.step(row(id))).isFalse();
    assertThat(versions()).containsExactly(1);
    operator().rotation(id).body("waitsFor", equalTo("keys-unavailable"));
    road.open();
    awaitState(id, "finished");
    operator().rotation(id).body("waitsFor", nullValue());
    allOpen(keys);
  }

  @Test
  void a_sealed_tenants_rotation_waits_until_that_ends() throws SQLException {
    Map<UUID, Asking.Key> keys = made(15);
    String id;
    try (WorkerLock lock = new WorkerLock(database)) {
      assertThat(lock).isNotNull();
      id = begun();
      worker.step(row(id));
      operator().seal(true).statusCode(200);
      assertThat(worker.step(row(id))).isFalse();
      assertThat(behind(2)).isEqualTo(15);
      operator().rotation(id).body("waitsFor", equalTo("tenant-sealed"));
    }
    operator().seal(false).statusCode(200);
    awaitState(id, "finished");
    allOpen(keys);
  }

  @Test
  void an_erased_subject_stays_erased_through_a_rotation() throws SQLException {
    Map<UUID, Asking.Key> keys = made(12);
    UUID erased = keys.keySet().iterator().next();
    String id;
    try (WorkerLock lock = new WorkerLock(database)) {
      assertThat(lock).isNotNull();
      id = begun();
      worker.step(row(id));
      worker.step(row(id));
      us().destroy(UUID.randomUUID(), erased).statusCode(200);
    }
    awaitState(id, "finished");
    us().create(erased).statusCode(409);
    keys.remove(erased);
    allOpen(keys);
  }

  @Test
  void another_tenant_sees_neither_the_rotation_nor_its_keys_move() throws SQLException {
    Map<UUID, Asking.Key> keys = made(5);
    Tenant stranger = TestTenants.fresh();
    Asking them = Asking.asOperator(issuer, stranger);
    String id = begun();
    them.rotation(id)
        .statusCode(404)
        .body("type", equalTo("urn:meishigura:problem:no-such-rotation"));
    them.send("GET", Asking.ROTATIONS, null)
        .statusCode(200)
        .body("rotations.findAll { it.level != 'vault-key' }", empty());
    operator()
        .send("GET", Asking.ROTATIONS, null)
        .statusCode(200)
        .body("rotations.find { it.id == '" + id + "' }.level", equalTo("tenant-key"));
    awaitState(id, "finished");
    allOpen(keys);
  }
}
