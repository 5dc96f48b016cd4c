package jp.meishigura.gateway.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import jp.meishigura.gateway.testing.Asking;
import jp.meishigura.gateway.testing.VaultResource;
import jp.meishigura.platform.caller.Tenant;
import jp.meishigura.platform.testing.FromStand;
import jp.meishigura.platform.testing.Stand;
import jp.meishigura.platform.testing.StandDatabase;
import jp.meishigura.platform.testing.StandResource;
import jp.meishigura.platform.testing.StandTopics;
import jp.meishigura.platform.testing.SuspendedKafka;
import jp.meishigura.platform.testing.TestIssuer;
import jp.meishigura.platform.testing.TestTenants;
import org.junit.jupiter.api.Test;

/** The answer to an erasure says whether Kafka has the tombstone. */
@QuarkusTest
@QuarkusTestResource(StandResource.class)
@QuarkusTestResource(VaultResource.class)
class PublishedErasureTest {

  private static final Duration SOON = Duration.ofSeconds(60);

  @FromStand Stand stand;
  @FromStand TestIssuer issuer;
  @FromStand StandDatabase database;
  @FromStand StandTopics topics;

  private final Tenant tenant = TestTenants.fresh();
  private final UUID subject = UUID.randomUUID();
  private final UUID order = UUID.randomUUID();

  private Asking us() {
    return Asking.as(issuer, tenant);
  }

  /** Which subjects' tombstones are said to be published. */
  private static Map<UUID, Boolean> published(ValidatableResponse answer) {
    List<Map<String, Object>> tombstones = answer.statusCode(200).extract().path("tombstones");
    Map<UUID, Boolean> published = new HashMap<>();
    tombstones.forEach(
        one ->
            published.put(
                UUID.fromString(String.valueOf(one.get("subject"))),
                Boolean.valueOf(String.valueOf(one.get("published")))));
    return published;
  }

  @Test
  void what_is_said_to_be_published_is_in_the_topic() {
    us().made(subject);
    us().destroy(order, subject).statusCode(200).body("tombstones[0].published", equalTo(true));
    assertThat(
            topics.readUntil(
                "tombstones", record -> record.key().equals(tenant.id() + "/" + subject), SOON))
        .isNotEmpty();
  }

  @Test
  void without_kafka_it_is_destroyed_and_not_said_to_be_published_until_it_is() {
    Asking.Key key = us().made(subject);
    try (SuspendedKafka suspended = new SuspendedKafka(stand)) {
      assertThat(suspended).isNotNull();
      assertThat(published(us().destroy(order, subject)))
          .containsExactly(Map.entry(subject, false));
      us().release(key.id()).statusCode(200).body("missing", contains(key.id().toString()));
      us().destroy(UUID.randomUUID(), subject)
          .statusCode(200)
          .body("tombstones[0].order", equalTo(order.toString()))
          .body("tombstones[0].published", equalTo(false));
    }
    await()
        .atMost(SOON)
        .untilAsserted(
            () ->
                us().destroy(order, subject)
                    .statusCode(200)
                    .body("tombstones[0].order", equalTo(order.toString()))
                    .body("tombstones[0].published", equalTo(true)));
    assertThat(
            topics.readUntil(
                "tombstones", record -> record.key().equals(tenant.id() + "/" + subject), SOON))
        .isNotEmpty();
  }

  @Test
  void each_tombstone_is_told_of_by_itself_and_each_tenants_own() {
    us().destroy(order, subject).statusCode(200).body("tombstones[0].published", equalTo(true));
    UUID fresh = UUID.randomUUID();
    Asking them = Asking.as(issuer, TestTenants.fresh());
    try (SuspendedKafka suspended = new SuspendedKafka(stand)) {
      assertThat(suspended).isNotNull();
      assertThat(published(us().destroy(order, subject, fresh)))
          .containsOnly(Map.entry(subject, true), Map.entry(fresh, false));
      assertThat(published(them.destroy(order, subject)))
          .as("another tenant's tombstone of the same id says nothing of this one")
          .containsExactly(Map.entry(subject, false));
      assertThat(published(us().destroy(order, subject))).containsExactly(Map.entry(subject, true));
    }
    await()
        .atMost(SOON)
        .untilAsserted(
            () ->
                assertThat(published(us().destroy(order, subject, fresh)))
                    .containsOnly(Map.entry(subject, true), Map.entry(fresh, true)));
  }

  @Test
  void an_event_that_has_left_the_outbox_was_published() {
    us().destroy(order, subject).statusCode(200).body("tombstones[0].published", equalTo(true));
    database.asOwner("alter table outbox no force row level security");
    try {
      database.asOwner("delete from outbox where key = '" + tenant.id() + "/" + subject + "'");
    } finally {
      database.asOwner("alter table outbox force row level security");
    }
    assertThat(database.dump()).doesNotContain(tenant.id() + "/" + subject);
    us().destroy(order, subject).statusCode(200).body("tombstones[0].published", equalTo(true));
  }

  @Test
  void what_cannot_be_found_out_is_not_promised() {
    database.asOwner("revoke select on outbox from " + database.app());
    try {
      assertThat(published(us().destroy(order, subject)))
          .containsExactly(Map.entry(subject, false));
    } finally {
      database.asOwner("grant select on outbox to " + database.app());
    }
    await()
        .atMost(SOON)
        .untilAsserted(
            () -> assertThat(published(us().destroy(order, subject))).containsValue(true));
    us().create(subject).statusCode(409);
  }
}
