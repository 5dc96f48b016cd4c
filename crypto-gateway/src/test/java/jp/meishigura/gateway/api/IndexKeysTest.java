package jp.meishigura.gateway.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.hasSize;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import jp.meishigura.gateway.testing.Asking;
import jp.meishigura.gateway.testing.MovableClock;
import jp.meishigura.gateway.testing.VaultResource;
import jp.meishigura.platform.caller.Tenant;
import jp.meishigura.platform.testing.FromStand;
import jp.meishigura.platform.testing.StandDatabase;
import jp.meishigura.platform.testing.StandResource;
import jp.meishigura.platform.testing.TestIssuer;
import jp.meishigura.platform.testing.TestTenants;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@QuarkusTestResource(StandResource.class)
@QuarkusTestResource(VaultResource.class)
class IndexKeysTest {

  @FromStand TestIssuer issuer;
  @FromStand StandDatabase database;
  @Inject MovableClock clock;

  private final Tenant tenant = TestTenants.fresh();

  private List<String> keys(Tenant whose, String... fields) {
    return Asking.as(issuer, whose).index(fields).statusCode(200).extract().path("keys.key");
  }

  @Test
  void each_field_has_a_key_of_its_own() {
    Asking.as(issuer, tenant)
        .index("phone", "email")
        .statusCode(200)
        .header("Cache-Control", "no-store")
        .body("keys", hasSize(2))
        .body("keys.field", contains("phone", "email"))
        .body("keys.version", everyItem(equalTo(1)));
    assertThat(keys(tenant, "phone", "email"))
        .doesNotHaveDuplicates()
        .allSatisfy(key -> assertThat(Base64.getDecoder().decode(key)).hasSize(32));
  }

  @Test
  void a_key_stays_the_same_when_it_has_to_be_unwrapped_again() {
    List<String> first = keys(tenant, "phone");
    clock.forward(Duration.ofMinutes(6));
    assertThat(keys(tenant, "phone")).isEqualTo(first);
  }

  @Test
  void tenants_do_not_share_keys() {
    assertThat(keys(TestTenants.fresh(), "phone"))
        .doesNotContainAnyElementsOf(keys(tenant, "phone"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "Phone", "phone/1", "+81312345678", "taro@example.jp"})
  void a_field_is_a_name_and_no_value(String field) {
    Asking.as(issuer, tenant).index(field).statusCode(400);
  }

  /** The row is taken away and comes back while the rotation waits to keep what it has made. */
  @Test
  void a_first_secret_made_while_the_first_rotation_begins_is_rotated_in_its_turn()
      throws Exception {
    List<String> first = keys(tenant, "phone");
    try (ExecutorService threads = Executors.newFixedThreadPool(1);
        Connection other = database.asAdmin();
        Statement sql = other.createStatement()) {
      sql.execute("set session_replication_role = replica");
      sql.execute("create temp table first as select * from index_secrets where " + ours());
      sql.execute("delete from index_secrets where " + ours());
      other.setAutoCommit(false);
      sql.execute("select pg_advisory_xact_lock(" + 0x6d65697368690003L + ")");
      Future<ValidatableResponse> rotation =
          threads.submit(() -> Asking.asOperator(issuer, tenant).rotate("index-key"));
      await().atMost(Duration.ofSeconds(10)).until(() -> somebodyWaits(sql));
      sql.execute("insert into index_secrets select * from first");
      other.commit();
      rotation.get(20, TimeUnit.SECONDS).statusCode(202).body("state", equalTo("finished"));
    }
    Asking.as(issuer, tenant)
        .index("phone")
        .body("keys.version", contains(2, 1))
        .body("keys[1].key", equalTo(first.getFirst()));
  }

  private String ours() {
    return "tenant_id = '" + tenant.id() + "'";
  }

  private static boolean somebodyWaits(Statement sql) throws SQLException {
    try (ResultSet row =
        sql.executeQuery(
            "select count(*) from pg_locks where locktype = 'advisory' and not granted and database"
                + " = (select oid from pg_database where datname = current_database())")) {
      row.next();
      return row.getInt(1) > 0;
    }
  }
}
