package jp.meishigura.gateway.api;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import jp.meishigura.gateway.testing.Asking;
import jp.meishigura.gateway.testing.VaultResource;
import jp.meishigura.platform.caller.Tenant;
import jp.meishigura.platform.testing.FromStand;
import jp.meishigura.platform.testing.StandDatabase;
import jp.meishigura.platform.testing.StandResource;
import jp.meishigura.platform.testing.StandTopics;
import jp.meishigura.platform.testing.TestIssuer;
import jp.meishigura.platform.testing.TestTenants;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;

/** What is destroyed stays destroyed, whoever asks and however. */
@QuarkusTest
@QuarkusTestResource(StandResource.class)
@QuarkusTestResource(VaultResource.class)
class ErasureTest {

  @FromStand TestIssuer issuer;
  @FromStand StandDatabase database;
  @FromStand StandTopics topics;

  private final Tenant tenant = TestTenants.fresh();
  private final UUID subject = UUID.randomUUID();
  private final UUID order = UUID.randomUUID();

  private Asking us() {
    return Asking.as(issuer, tenant);
  }

  private static void erased(ValidatableResponse answer, UUID... subjects) {
    answer
        .statusCode(409)
        .contentType("application/problem+json")
        .body("type", equalTo("urn:meishigura:problem:subject-erased"))
        .body("keys", equalTo(null))
        .body("subjects", contains(List.of(subjects).stream().map(UUID::toString).toArray()));
  }

  @Test
  void a_destroyed_key_is_gone_and_never_comes_back() {
    Asking.Key key = us().made(subject);
    us().renew(subject).statusCode(201);
    us().destroy(order, subject)
        .statusCode(200)
        .body("tombstones", hasSize(1))
        .body("tombstones[0].subject", equalTo(subject.toString()))
        .body("tombstones[0].order", equalTo(order.toString()));
    us().release(key.id())
        .statusCode(200)
        .body("keys", empty())
        .body("missing", contains(key.id().toString()));
    erased(us().create(UUID.randomUUID(), subject), subject);
    erased(us().renew(subject), subject);
    assertThat(database.dump()).contains(tenant.alias()).contains("subject-erased");
  }

  @Test
  void others_keep_their_keys() {
    Asking.Key key = us().made(subject);
    UUID other = UUID.randomUUID();
    Asking.Key kept = us().made(other);
    us().destroy(order, subject).statusCode(200);
    assertThat(us().made(other)).isEqualTo(kept);
    Asking them = Asking.as(issuer, TestTenants.fresh());
    them.destroy(order, other).statusCode(200);
    assertThat(Asking.keys(us().release(key.id(), kept.id()))).containsOnlyKeys(other);
  }

  @Test
  void the_same_again_answers_the_first_tombstone() {
    us().made(subject);
    String first = us().destroy(order, subject).statusCode(200).extract().asString();
    assertThat(us().destroy(order, subject).statusCode(200).extract().asString()).isEqualTo(first);
    assertThat(us().destroy(UUID.randomUUID(), subject).statusCode(200).extract().asString())
        .isEqualTo(first);
  }

  @Test
  void a_subject_that_never_had_a_key_gets_a_tombstone_all_the_same() {
    us().destroy(order, subject).statusCode(200).body("tombstones", hasSize(1));
    erased(us().create(subject), subject);
  }

  @Test
  void the_event_says_what_its_schema_says_and_the_record_is_in_the_same_transaction()
      throws IOException {
    us().made(subject);
    us().destroy(order, subject).statusCode(200);
    us().destroy(order, subject).statusCode(200);
    UUID after = UUID.randomUUID();
    us().destroy(order, after).statusCode(200);
    List<ConsumerRecord<String, byte[]>> sent =
        topics.readUntil(
            "tombstones",
            record -> record.key().equals(tenant.id() + "/" + after),
            Duration.ofSeconds(20));
    List<ConsumerRecord<String, byte[]>> ours =
        sent.stream().filter(record -> record.key().equals(tenant.id() + "/" + subject)).toList();
    assertThat(ours).as("once, however often it is asked for").hasSize(1);
    assertThat(new String(ours.getFirst().headers().lastHeader("ce_type").value(), UTF_8))
        .isEqualTo("jp.meishigura.keys.destroyed.v1");
    assertThat(
            JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
                .getSchema(
                    Files.readString(
                        Path.of("src/main/events/jp.meishigura.keys.destroyed.v1.schema.json")))
                .validate(new ObjectMapper().readTree(ours.getFirst().value())))
        .isEmpty();
    assertThat(database.dump())
        .contains("\"action\":\"key.destroy\"")
        .contains("\"order\":\"" + order);
  }

  @Test
  void without_a_record_nothing_is_destroyed() throws SQLException {
    Asking.Key key = us().made(subject);
    database.asOwner("revoke insert on outbox from " + database.app());
    try {
      us().destroy(order, subject).statusCode(500);
    } finally {
      database.asOwner("grant insert on outbox to " + database.app());
    }
    assertThat(us().made(subject)).isEqualTo(key);
  }

  @Test
  void a_creation_in_a_race_with_a_destruction_leaves_no_key() throws Exception {
    us().made(UUID.randomUUID());
    Asking us = us();
    try (ExecutorService threads = Executors.newFixedThreadPool(8)) {
      for (int round = 0; round < 10; round++) {
        UUID raced = UUID.randomUUID();
        List<Callable<Integer>> all = new ArrayList<>();
        for (int one = 0; one < 6; one++) {
          all.add(() -> us.create(raced).extract().statusCode());
        }
        all.add(3, () -> us.destroy(order, raced).extract().statusCode());
        for (Future<Integer> answer : threads.invokeAll(all)) {
          assertThat(answer.get()).isIn(200, 201, 409);
        }
        assertThat(keysOf(raced)).isZero();
      }
    }
  }

  private long keysOf(UUID whom) throws SQLException {
    try (Connection admin = database.asAdmin();
        Statement sql = admin.createStatement();
        var row =
            sql.executeQuery(
                "select count(*) from subject_keys where subject_id = '" + whom + "'")) {
      row.next();
      return row.getLong(1);
    }
  }

  @Test
  void the_service_itself_cannot_remove_or_change_a_tombstone() throws SQLException {
    us().destroy(order, subject).statusCode(200);
    try (Connection app = database.asApp();
        Statement sql = app.createStatement()) {
      sql.execute("select set_config('app.tenant', '" + tenant.id() + "', false)");
      for (String attempt :
          List.of(
              "delete from tombstones",
              "update tombstones set order_id = gen_random_uuid()",
              "update tombstones set subject_id = gen_random_uuid()",
              "truncate tombstones",
              "alter table tombstones disable row level security",
              "drop table tombstones")) {
        assertThatThrownBy(() -> sql.execute(attempt))
            .as(attempt)
            .hasMessageMatching("(?s).*(permission denied|must be owner).*");
      }
    }
    erased(us().create(subject), subject);
  }

  @Test
  void the_service_itself_cannot_remove_a_key_without_a_tombstone() throws SQLException {
    Asking.Key key = us().made(subject);
    try (Connection app = database.asApp();
        Statement sql = app.createStatement()) {
      sql.execute("select set_config('app.tenant', '" + tenant.id() + "', false)");
      assertThatThrownBy(() -> sql.execute("delete from subject_keys"))
          .hasMessageContaining("goes only with a tombstone");
      assertThatThrownBy(() -> sql.execute("delete from tenant_keys"))
          .hasMessageContaining("the newest tenant key stays");
      assertThatThrownBy(
              () -> sql.execute("update subject_keys set subject_id = gen_random_uuid()"))
          .hasMessageContaining("permission denied");
    }
    assertThat(us().made(subject)).isEqualTo(key);
  }
}
