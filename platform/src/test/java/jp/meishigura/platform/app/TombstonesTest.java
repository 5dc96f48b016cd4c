package jp.meishigura.platform.app;

import static io.restassured.RestAssured.given;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.matchesPattern;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import jp.meishigura.platform.caller.Tenant;
import jp.meishigura.platform.event.EventHeaders;
import jp.meishigura.platform.follow.Followers;
import jp.meishigura.platform.testing.FromStand;
import jp.meishigura.platform.testing.StandDatabase;
import jp.meishigura.platform.testing.StandResource;
import jp.meishigura.platform.testing.StandTopics;
import jp.meishigura.platform.testing.TestIssuer;
import jp.meishigura.platform.testing.TestTenants;
import jp.meishigura.platform.tombstone.Tombstone;
import org.eclipse.microprofile.config.ConfigProvider;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Nobody is served before every tombstone was applied, however old the database is. */
@QuarkusTest
@QuarkusTestResource(StandResource.class)
class TombstonesTest {

  private static final Duration SOON = Duration.ofSeconds(20);

  @FromStand StandTopics topics;
  @FromStand StandDatabase database;
  @FromStand TestIssuer issuer;
  @Inject NotesTombstones handler;
  @Inject Followers followers;

  private final Tenant tenant = TestTenants.fresh();

  @AfterEach
  void mend() {
    handler.broken(false);
    await().atMost(SOON).until(() -> followers.pending().isEmpty());
  }

  private Tombstone fresh() {
    return new Tombstone(
        tenant, UUID.randomUUID(), UUID.randomUUID(), Instant.parse("2026-11-23T01:02:03Z"));
  }

  private void send(Tombstone tombstone, String key, String type, UUID inHeader) {
    String body =
        """
        {"tenant":"%s","tenantAlias":"%s","subject":"%s","order":"%s","destroyedAt":"%s","more":1}\
        """
            .formatted(
                tombstone.tenant().id(),
                tombstone.tenant().alias(),
                tombstone.subject(),
                tombstone.order(),
                tombstone.destroyedAt());
    topics.send(
        Tombstone.TOPIC,
        key,
        Map.of(
            EventHeaders.ID,
            UUID.randomUUID().toString(),
            EventHeaders.TYPE,
            type,
            EventHeaders.TENANT,
            inHeader.toString()),
        body.getBytes(UTF_8));
  }

  private Tombstone sent() {
    Tombstone tombstone = fresh();
    send(tombstone, tombstone.key(), Tombstone.TYPE, tenant.id());
    return tombstone;
  }

  private ValidatableResponse notes() {
    return given()
        .header(
            "Authorization",
            "Bearer " + issuer.person(tenant, "member").audience("notes-service").sign())
        .get("/notes")
        .then();
  }

  private static ValidatableResponse ready() {
    String port = ConfigProvider.getConfig().getValue("quarkus.management.test-port", String.class);
    return given().get("http://127.0.0.1:" + port + "/q/health/ready").then();
  }

  @Test
  void a_tombstone_that_comes_while_serving_is_applied() {
    Tombstone tombstone = sent();
    await().atMost(SOON).until(() -> handler.applied().contains(tombstone));
    notes().statusCode(200);
  }

  @Test
  void after_a_start_all_are_applied_again() throws InterruptedException {
    List<Tombstone> three = List.of(sent(), sent(), sent());
    await().atMost(SOON).until(() -> handler.applied().containsAll(three));
    handler.forget();
    followers.readAgain();
    await().atMost(SOON).until(() -> followers.pending().isEmpty());
    assertThat(handler.applied()).containsAll(three);
  }

  @Test
  void nobody_is_served_until_the_last_one_is_applied() throws InterruptedException {
    Tombstone tombstone = sent();
    await().atMost(SOON).until(() -> handler.applied().contains(tombstone));
    handler.forget();
    handler.broken(true);
    followers.readAgain();
    notes()
        .statusCode(503)
        .contentType("application/problem+json")
        .header("Retry-After", matchesPattern("[1-9][0-9]*"))
        .body("type", equalTo("urn:meishigura:problem:tombstones-pending"));
    given().get("/nowhere").then().statusCode(503);
    ready()
        .statusCode(503)
        .body("checks.find { it.name == 'tombstones' }.status", equalTo("DOWN"))
        .body("checks.find { it.name == 'tombstones' }.data.pending", equalTo("tombstones"));
    assertThat(handler.applied()).isEmpty();
    handler.broken(false);
    await().atMost(SOON).untilAsserted(() -> notes().statusCode(200));
    assertThat(handler.applied()).contains(tombstone);
    ready().statusCode(200);
  }

  @Test
  void what_is_no_tombstone_is_set_aside_and_the_next_one_is_applied() {
    Tombstone other = fresh();
    send(other, UUID.randomUUID() + "/" + other.subject(), Tombstone.TYPE, tenant.id());
    send(other, other.key(), "jp.meishigura.keys.forgiven.v1", tenant.id());
    send(other, other.key(), Tombstone.TYPE, UUID.randomUUID());
    topics.send(Tombstone.TOPIC, other.key(), Map.of(), "{}".getBytes(UTF_8));
    Tombstone good = sent();
    await().atMost(SOON).until(() -> handler.applied().contains(good));
    assertThat(handler.applied()).doesNotContain(other);
    assertThat(database.dump()).contains("a tombstone under another's key", "not a tombstone");
  }
}
