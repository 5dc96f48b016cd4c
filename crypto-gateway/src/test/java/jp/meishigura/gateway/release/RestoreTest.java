package jp.meishigura.gateway.release;

import static io.restassured.RestAssured.given;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.UUID;
import jp.meishigura.gateway.testing.Asking;
import jp.meishigura.gateway.testing.VaultResource;
import jp.meishigura.platform.caller.Tenant;
import jp.meishigura.platform.event.EventHeaders;
import jp.meishigura.platform.follow.Followers;
import jp.meishigura.platform.testing.FromStand;
import jp.meishigura.platform.testing.StandDatabase;
import jp.meishigura.platform.testing.StandResource;
import jp.meishigura.platform.testing.StandTopics;
import jp.meishigura.platform.testing.TestIssuer;
import jp.meishigura.platform.testing.TestTenants;
import org.eclipse.microprofile.config.ConfigProvider;
import org.junit.jupiter.api.Test;

/** The database is really put back to a copy from before an erasure. */
@QuarkusTest
@QuarkusTestResource(StandResource.class)
@QuarkusTestResource(VaultResource.class)
class RestoreTest {

  private static final Duration SOON = Duration.ofSeconds(30);

  @FromStand TestIssuer issuer;
  @FromStand StandDatabase database;
  @FromStand StandTopics topics;
  @Inject Followers followers;

  private final Tenant tenant = TestTenants.fresh();
  private final UUID subject = UUID.randomUUID();
  private final UUID other = UUID.randomUUID();

  private Asking us() {
    return Asking.as(issuer, tenant);
  }

  private long rows(String table, UUID whom) throws SQLException {
    try (Connection admin = database.asAdmin();
        Statement sql = admin.createStatement();
        ResultSet row =
            sql.executeQuery(
                "select count(*) from " + table + " where subject_id = '" + whom + "'")) {
      row.next();
      return row.getLong(1);
    }
  }

  private static ValidatableResponse ready() {
    String port = ConfigProvider.getConfig().getValue("quarkus.management.test-port", String.class);
    return given().get("http://127.0.0.1:" + port + "/q/health/ready").then();
  }

  @Test
  void a_backup_from_before_the_erasure_does_not_bring_the_key_back() throws Exception {
    Asking.Key key = us().made(subject);
    Asking.Key kept = us().made(other);
    String backup = database.copy();
    us().destroy(UUID.randomUUID(), subject).statusCode(200);
    topics.readUntil(
        "tombstones", record -> record.key().equals(tenant.id() + "/" + subject), SOON);

    database.restore(backup);
    assertThat(rows("subject_keys", subject)).as("the danger is real").isEqualTo(1);
    assertThat(rows("tombstones", subject)).isZero();

    // The first tombstone cannot be written yet, as on a slow or busy database.
    try (Connection admin = database.asAdmin();
        Statement sql = admin.createStatement()) {
      admin.setAutoCommit(false);
      sql.execute("lock table tombstones in exclusive mode");
      followers.readAgain();
      us().release(key.id())
          .statusCode(503)
          .contentType("application/problem+json")
          .body("type", equalTo("urn:meishigura:problem:tombstones-pending"))
          .body("keys", equalTo(null));
      ready().body("checks.find { it.name == 'tombstones' }.status", equalTo("DOWN"));
      assertThat(rows("subject_keys", subject)).isEqualTo(1);
      admin.rollback();
    }

    await().atMost(SOON).until(() -> followers.pending().isEmpty());
    assertThat(rows("subject_keys", subject)).isZero();
    assertThat(rows("tombstones", subject)).isEqualTo(1);
    us().release(key.id(), kept.id())
        .statusCode(200)
        .body("keys.subject", contains(other.toString()))
        .body("missing", contains(key.id().toString()));
    us().create(subject).statusCode(409);
    us().release(key.id()).statusCode(200).body("keys", empty());
    ready().statusCode(200);
    assertThat(database.dump()).contains("\"reason\":\"tombstone\"");
    assertThat(told("tombstones", tenant.id() + "/" + subject))
        .as("is told again should the topic be lost")
        .isEqualTo(1);
  }

  private long told(String topic, String key) throws SQLException {
    try (Connection admin = database.asAdmin();
        PreparedStatement sql =
            admin.prepareStatement("select count(*) from outbox where topic = ? and key = ?")) {
      sql.setString(1, topic);
      sql.setString(2, key);
      try (ResultSet row = sql.executeQuery()) {
        row.next();
        return row.getLong(1);
      }
    }
  }

  @Test
  void an_erasure_that_was_answered_survives_a_restore_in_the_same_moment() throws Exception {
    Asking.Key key = us().made(subject);
    String backup = database.copy();
    String order = UUID.randomUUID().toString();
    us().destroy(UUID.fromString(order), subject)
        .statusCode(200)
        .body("tombstones[0].published", equalTo(true));

    database.restore(backup);
    assertThat(rows("subject_keys", subject)).as("the danger is real").isEqualTo(1);
    followers.readAgain();

    await().atMost(SOON).until(() -> followers.pending().isEmpty());
    assertThat(rows("subject_keys", subject)).isZero();
    us().release(key.id()).statusCode(200).body("missing", contains(key.id().toString()));
    us().create(subject).statusCode(409);
    us().destroy(UUID.randomUUID(), subject)
        .statusCode(200)
        .body("tombstones[0].order", equalTo(order))
        .body("tombstones[0].published", equalTo(true));
  }

  private void restored(String backup, String lastWord) throws Exception {
    topics.readUntil(
        "key-policy",
        record ->
            record.key().equals(tenant.id().toString())
                && new String(record.headers().lastHeader(EventHeaders.TYPE).value(), UTF_8)
                    .equals("jp.meishigura.keys." + lastWord + ".v1"),
        SOON);
    database.restore(backup);
  }

  @Test
  void a_backup_from_before_the_sealing_does_not_end_it() throws Exception {
    Asking.Key key = us().made(subject);
    Asking operator = Asking.asOperator(issuer, tenant);
    String backup = database.copy();
    String since = operator.seal(true).statusCode(200).extract().path("since");
    restored(backup, "sealed");
    us().release(key.id()).statusCode(200).body("keys[0].key", equalTo(key.base64()));

    // The switch cannot be moved yet, as on a slow or busy database.
    try (Connection admin = database.asAdmin();
        Statement sql = admin.createStatement()) {
      admin.setAutoCommit(false);
      sql.execute("lock table seals in exclusive mode");
      followers.readAgain();
      us().release(key.id()).statusCode(503).body("keys", equalTo(null));
      ready().body("checks.find { it.name == 'tombstones' }.status", equalTo("DOWN"));
      admin.rollback();
    }

    await().atMost(SOON).until(() -> followers.pending().isEmpty());
    us().release(key.id()).statusCode(423).body("keys", equalTo(null));
    operator
        .send("GET", Asking.SEAL, null)
        .body("sealed", equalTo(true))
        .body("since", equalTo(since));
    assertThat(database.dump())
        .contains("\"action\":\"key.seal\"")
        .contains("\"reason\":\"key-policy\"");
    assertThat(told("key-policy", tenant.id().toString())).isEqualTo(1);
    operator.seal(false).statusCode(200);
    us().release(key.id()).statusCode(200).body("keys[0].key", equalTo(key.base64()));
  }

  @Test
  void a_backup_from_during_a_sealing_that_has_ended_does_not_seal_again() throws Exception {
    Asking.Key key = us().made(subject);
    Asking operator = Asking.asOperator(issuer, tenant);
    operator.seal(true).statusCode(200);
    String backup = database.copy();
    operator.seal(false).statusCode(200);
    restored(backup, "unsealed");
    us().release(key.id()).statusCode(423);

    followers.readAgain();
    await().atMost(SOON).until(() -> followers.pending().isEmpty());
    us().release(key.id()).statusCode(200).body("keys[0].key", equalTo(key.base64()));
  }
}
