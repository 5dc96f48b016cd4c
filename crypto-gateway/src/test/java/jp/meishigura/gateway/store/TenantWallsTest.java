package jp.meishigura.gateway.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import jp.meishigura.gateway.testing.Asking;
import jp.meishigura.gateway.testing.MovableClock;
import jp.meishigura.gateway.testing.VaultResource;
import jp.meishigura.platform.caller.Tenant;
import jp.meishigura.platform.testing.FromStand;
import jp.meishigura.platform.testing.StandDatabase;
import jp.meishigura.platform.testing.StandResource;
import jp.meishigura.platform.testing.TestIssuer;
import jp.meishigura.platform.testing.TestLog;
import jp.meishigura.platform.testing.TestTenants;
import org.junit.jupiter.api.Test;

/**
 * Tenants and subjects are kept apart in the code, by PostgreSQL, and by the wrapping: each alone.
 */
@QuarkusTest
@QuarkusTestResource(StandResource.class)
@QuarkusTestResource(VaultResource.class)
class TenantWallsTest {

  private static final List<String> TABLES =
      List.of("tenant_keys", "index_secrets", "subject_keys", "tombstones", "seals");

  @FromStand TestIssuer issuer;
  @FromStand StandDatabase database;
  @Inject MovableClock clock;

  private final Tenant tenant = TestTenants.fresh();
  private final Tenant other = TestTenants.fresh();

  private Asking us() {
    return Asking.as(issuer, tenant);
  }

  private Asking them() {
    return Asking.as(issuer, other);
  }

  /** As somebody with the disk or a superuser's password would. */
  private void tamper(String statement) {
    try (Connection admin = database.asAdmin();
        Statement sql = admin.createStatement()) {
      assertThat(sql.executeUpdate(statement)).isPositive();
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  private static long count(Statement sql, String table) throws SQLException {
    try (ResultSet row = sql.executeQuery("select count(*) from " + table)) {
      row.next();
      return row.getLong(1);
    }
  }

  @Test
  void postgres_shows_a_tenant_only_its_own_rows() throws SQLException {
    us().made(UUID.randomUUID());
    us().index("phone").statusCode(200);
    us().destroy(UUID.randomUUID(), UUID.randomUUID()).statusCode(200);
    Asking.asOperator(issuer, tenant).seal(true).statusCode(200);
    try (Connection app = database.asApp();
        Statement sql = app.createStatement()) {
      for (String table : TABLES) {
        assertThat(count(sql, table)).as("%s without a tenant", table).isZero();
      }
      sql.execute("select set_config('app.tenant', '" + other.id() + "', false)");
      for (String table : TABLES) {
        assertThat(count(sql, table)).as("%s of another tenant", table).isZero();
      }
      sql.execute(
          "select set_config('app.tenant', '', false), set_config('app.system', 'on', false)");
      for (String table : TABLES) {
        assertThat(count(sql, table)).as("%s as the system", table).isZero();
      }
      sql.execute("select set_config('app.tenant', '" + tenant.id() + "', false)");
      for (String table : TABLES) {
        assertThat(count(sql, table)).as("%s of this tenant", table).isEqualTo(1);
      }
    }
  }

  @Test
  void postgres_takes_no_row_for_another_tenant() throws SQLException {
    us().made(UUID.randomUUID());
    List<String> inserts =
        List.of(
            "insert into tenant_keys (tenant_id, version, key_id, wrapped)"
                + " values ('%s', 2, gen_random_uuid(), 'x')",
            "insert into tombstones (tenant_id, subject_id, order_id, destroyed_at)"
                + " values ('%s', gen_random_uuid(), gen_random_uuid(), now())",
            "insert into seals (tenant_id, sealed, since) values ('%s', true, now())",
            "insert into key_holders (tenant_id) values ('%s')",
            "insert into rotations (id, level, tenant_id, asked_tenant, asked_alias, actor, state,"
                + " started_at) values (gen_random_uuid(), 'tenant-key', '%1$s', '%1$s', 'x', 'x',"
                + " 'running', now())");
    try (Connection app = database.asApp();
        Statement sql = app.createStatement()) {
      sql.execute("select set_config('app.tenant', '" + other.id() + "', false)");
      for (String insert : inserts) {
        assertThatThrownBy(() -> sql.execute(insert.formatted(tenant.id())))
            .as(insert)
            .hasMessageContaining("row-level security");
      }
    }
  }

  @Test
  void postgres_lets_nobody_change_or_remove_anothers_rows() throws SQLException {
    Asking.Key key = us().made(UUID.randomUUID());
    us().index("phone").statusCode(200);
    try (Connection app = database.asApp();
        Statement sql = app.createStatement()) {
      sql.execute("select set_config('app.tenant', '" + other.id() + "', false)");
      for (String table : List.of("tenant_keys", "index_secrets", "subject_keys")) {
        assertThat(sql.executeUpdate("delete from " + table)).as(table).isZero();
      }
      assertThat(sql.executeUpdate("update subject_keys set wrapped = ''")).isZero();
      assertThat(sql.executeUpdate("update tenant_keys set wrapped = ''")).isZero();
      assertThat(sql.executeUpdate("update index_secrets set wrapped = ''")).isZero();
    }
    us().release(key.id()).statusCode(200).body("missing", empty());
  }

  @Test
  void postgres_lets_the_service_change_of_a_row_what_a_new_wrapping_changes_and_nothing_else()
      throws SQLException {
    us().made(UUID.randomUUID());
    try (Connection app = database.asApp();
        Statement sql = app.createStatement()) {
      sql.execute("select set_config('app.tenant', '" + tenant.id() + "', false)");
      for (String table : TABLES) {
        assertThatThrownBy(
                () -> sql.execute("update " + table + " set tenant_id = gen_random_uuid()"))
            .as(table)
            .hasMessageContaining("permission denied");
        assertThatThrownBy(() -> sql.execute("truncate " + table + " cascade"))
            .as(table)
            .hasMessageContaining("permission denied");
      }
      for (String change :
          List.of(
              "update subject_keys set generation = 9",
              "update subject_keys set subject_id = gen_random_uuid()",
              "update subject_keys set key_id = gen_random_uuid()",
              "update tenant_keys set version = 9",
              "update tenant_keys set key_id = gen_random_uuid()",
              "update index_secrets set version = 9",
              "update rotations set level = 'vault-key'",
              "update rotations set asked_tenant = gen_random_uuid()",
              "delete from seals",
              "delete from rotations",
              "delete from key_holders")) {
        assertThatThrownBy(() -> sql.execute(change))
            .as(change)
            .hasMessageContaining("permission denied");
      }
    }
  }

  @Test
  void the_code_keeps_tenants_apart_without_postgres() {
    Asking.Key key = us().made(UUID.randomUUID());
    them().made(UUID.randomUUID());
    database.asOwner("alter table subject_keys disable row level security");
    try {
      them()
          .release(key.id())
          .statusCode(200)
          .body("keys", empty())
          .body("missing", contains(key.id().toString()));
    } finally {
      database.asOwner("alter table subject_keys enable row level security");
    }
  }

  private static void broken(Asking who, Asking.Key key) {
    who.release(key.id())
        .statusCode(200)
        .body("keys", empty())
        .body("missing", empty())
        .body("broken", contains(key.id().toString()));
  }

  private static void spoilt(ValidatableResponse answer) {
    answer
        .statusCode(500)
        .contentType("application/problem+json")
        .body("type", equalTo("urn:meishigura:problem:key-broken"))
        .body("keys", equalTo(null));
  }

  @Test
  void a_wrapped_key_does_not_open_in_another_subjects_row() {
    Asking.Key one = us().made(UUID.randomUUID());
    Asking.Key two = us().made(UUID.randomUUID());
    tamper(
        "update subject_keys set wrapped = (select wrapped from subject_keys where key_id = '%s') where key_id = '%s'"
            .formatted(one.id(), two.id()));
    broken(us(), two);
    us().release(one.id()).statusCode(200);
  }

  @Test
  void a_row_does_not_open_under_another_subject() {
    Asking.Key one = us().made(UUID.randomUUID());
    tamper(
        "update subject_keys set subject_id = gen_random_uuid() where key_id = '%s'"
            .formatted(one.id()));
    broken(us(), one);
  }

  @Test
  void a_wrapped_key_does_not_open_in_another_tenants_row() {
    Asking.Key one = us().made(UUID.randomUUID());
    Asking.Key two = them().made(UUID.randomUUID());
    tamper(
        "update subject_keys set wrapped = (select wrapped from subject_keys where key_id = '%s') where key_id = '%s'"
            .formatted(one.id(), two.id()));
    broken(them(), two);
  }

  @Test
  void a_row_does_not_follow_its_tenant_key_to_another_tenant() {
    Asking.Key one = us().made(UUID.randomUUID());
    them().made(UUID.randomUUID());
    clock.forward(Duration.ofMinutes(6));
    tamper(
        "update tenant_keys t set (key_id, wrapped) = (select key_id, wrapped from tenant_keys where tenant_id = '%s') where tenant_id = '%s'"
            .formatted(tenant.id(), other.id()));
    tamper(
        "update subject_keys set tenant_id = '%s' where key_id = '%s'"
            .formatted(other.id(), one.id()));
    spoilt(them().release(one.id()));
    assertThat(TestLog.text()).contains("a secret of tenant " + other.id());
  }

  @Test
  void an_index_secret_does_not_pass_for_a_tenant_key() {
    Asking.Key one = us().made(UUID.randomUUID());
    us().index("phone").statusCode(200);
    clock.forward(Duration.ofMinutes(6));
    tamper(
        "update tenant_keys set wrapped = (select wrapped from index_secrets where tenant_id = '%1$s') where tenant_id = '%1$s'"
            .formatted(tenant.id()));
    spoilt(us().release(one.id()));
    us().create(UUID.randomUUID()).statusCode(500);
  }

  @Test
  void a_cut_or_altered_wrapped_key_does_not_open_and_the_failure_is_on_record() {
    Asking.Key one = us().made(UUID.randomUUID());
    tamper(
        "update subject_keys set wrapped = set_byte(wrapped, 40, get_byte(wrapped, 40) # 1) where key_id = '%s'"
            .formatted(one.id()));
    broken(us(), one);
    tamper("update subject_keys set wrapped = '\\x01' where key_id = '%s'".formatted(one.id()));
    broken(us(), one);
    assertThat(failures()).isEqualTo(2);
  }

  private long failures() {
    try (Connection admin = database.asAdmin();
        Statement sql = admin.createStatement();
        ResultSet row =
            sql.executeQuery(
                "select count(*) from outbox where tenant_id = '"
                    + tenant.id()
                    + "' and data::jsonb @> '{\"decision\": \"failed\", \"reason\": \"key-broken\"}'")) {
      row.next();
      return row.getLong(1);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }
}
