package jp.meishigura.contacts.api;

import static jp.meishigura.contacts.testing.House.PURPOSE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import jp.meishigura.contacts.keys.KeyMemory;
import jp.meishigura.contacts.testing.ContactsTest;
import jp.meishigura.contacts.testing.House;
import jp.meishigura.platform.follow.Followers;
import org.junit.jupiter.api.Test;

/** A person for whom key release is stopped gets nothing, whatever keys are in memory here. */
@QuarkusTest
class ReleaseStopTest extends ContactsTest {

  private static final Duration A_SECOND = Duration.ofSeconds(1);
  private static final Duration SOON = Duration.ofSeconds(20);
  private static final String STOPPED = "urn:meishigura:problem:release-stopped";

  @Inject KeyMemory memory;
  @Inject Followers followers;

  private final UUID person = UUID.randomUUID();

  private RequestSpecification they(House whose, String role) {
    return House.with(whose.token(role).subject(person.toString()).sign());
  }

  private RequestSpecification they() {
    return they(house, "member");
  }

  private Response reveal(RequestSpecification who, UUID card) {
    return who.body(Map.of("purpose", PURPOSE, "fields", List.of("phone")))
        .post("/v1/cards/" + card + "/reveal");
  }

  private void told(House whose, boolean stopped, long revision) {
    Instant now = Instant.now();
    whose.send(
        "release-stops",
        whose.tenant().id() + "/" + person,
        "jp.meishigura.release-stop.changed.v1",
        Map.of(
            "tenant",
            whose.tenant().id(),
            "tenantAlias",
            whose.tenant().alias(),
            "person",
            person,
            "stopped",
            stopped,
            "at",
            now.toString(),
            "revision",
            revision),
        now);
  }

  /** How long it takes. */
  private Duration awaitStatus(int status, UUID card) {
    Instant begun = Instant.now();
    await()
        .atMost(SOON)
        .pollInterval(Duration.ofMillis(20))
        .until(() -> reveal(they(), card).statusCode() == status);
    return Duration.between(begun, Instant.now());
  }

  private static void stopped(Response answer) {
    answer
        .then()
        .statusCode(423)
        .contentType("application/problem+json")
        .body("type", equalTo(STOPPED))
        .body("detail", containsString("privacy officer"))
        .body("values", nullValue())
        .body("items", nullValue());
  }

  private UUID openCard(House whose) {
    UUID card = whose.withPurpose().create(House.sato());
    whose.consent(card, PURPOSE, "ConsentGiven");
    return card;
  }

  @Test
  void with_all_keys_in_memory_a_stopped_person_gets_nothing_until_it_is_lifted() {
    UUID card = openCard(house);
    reveal(they(), card).then().statusCode(200);
    Map<String, Object> byPhone = Map.of("purpose", PURPOSE, "phone", "03-0123-4567");
    they().body(byPhone).post("/v1/cards/search").then().statusCode(200);

    told(house, true, 10);
    awaitStatus(423, card);
    stopped(reveal(they(), card));
    stopped(they().get("/v1/cards/" + card));
    stopped(they().get("/v1/cards"));
    stopped(they().queryParam("purpose", PURPOSE).get("/v1/cards"));
    stopped(they().body(byPhone).post("/v1/cards/search"));
    // The same whether there is such a number or not.
    stopped(
        they().body(Map.of("purpose", PURPOSE, "phone", "03-9999-9999")).post("/v1/cards/search"));
    stopped(they().body(Map.of("purpose", PURPOSE, "name", "佐藤")).post("/v1/cards/search"));
    stopped(they().body(House.sato()).header("If-Match", "\"1\"").put("/v1/cards/" + card));
    stopped(they().body(House.sato()).post("/v1/cards"));
    stopped(they(house, "privacy-officer").post("/v1/cards/" + card + "/erasure"));
    stopped(
        they(house, "integrator")
            .contentType("text/csv")
            .body("会社名,氏名\n青空,山田\n")
            .post("/v1/imports"));
    assertThat(house.lastRecord("access.refused").path("reason").asText())
        .isEqualTo("release-stopped");
    assertThat(house.lastRecord("access.refused").path("actor").path("id").asText())
        .isEqualTo(person.toString());
    house.reveal(card, PURPOSE, "phone").statusCode(200);

    told(house, false, 11);
    awaitStatus(200, card);
    they().body(byPhone).post("/v1/cards/search").then().statusCode(200);
  }

  @Test
  void a_stop_holds_within_a_second_of_its_event_and_an_older_word_changes_nothing() {
    UUID card = openCard(house);
    reveal(they(), card).then().statusCode(200);
    // The best of several: a busy machine may hold one of them up, a broken way holds up all.
    Duration best = SOON;
    for (long revision = 10; revision < 20; revision += 4) {
      told(house, true, revision);
      Duration took = awaitStatus(423, card);
      best = took.compareTo(best) < 0 ? took : best;
      told(house, false, revision - 1);
      told(house, false, revision);
      told(house, false, revision + 1);
      awaitStatus(200, card);
      // Again, and a later one by which it is seen that they were heard.
      told(house, true, revision);
      told(house, true, revision + 2);
      awaitStatus(423, card);
      told(house, false, revision + 1);
      told(house, false, revision + 3);
      awaitStatus(200, card);
    }
    assertThat(best).isLessThan(A_SECOND);
  }

  @Test
  void a_stop_in_one_tenant_says_nothing_about_another() {
    House other = otherHouse();
    UUID theirs = openCard(other);
    UUID card = openCard(house);
    told(house, true, 10);
    awaitStatus(423, card);
    reveal(they(other, "member"), theirs).then().statusCode(200);
  }

  @Test
  void what_crypto_gateway_has_heard_first_is_the_same_refusal_and_on_record_for_the_card()
      throws SQLException {
    UUID card = openCard(house);
    reveal(they(), card).then().statusCode(200);
    // Only there: as when the event is on its way here.
    try (Connection admin = gateway.database().asAdmin();
        PreparedStatement insert =
            admin.prepareStatement("insert into release_stops values (?, ?, true, 5)")) {
      insert.setObject(1, house.tenant().id());
      insert.setObject(2, person);
      insert.executeUpdate();
    }
    reveal(they(), card).then().statusCode(200);
    memory.forgetTenant(house.tenant().id());
    stopped(reveal(they(), card));
    assertThat(house.lastRecord("card.reveal").path("decision").asText()).isEqualTo("refused");
    assertThat(house.lastRecord("card.reveal").path("reason").asText())
        .isEqualTo("release-stopped");
    assertThat(house.lastRecord("card.reveal").path("card").asText()).isEqualTo(card.toString());
    stopped(they().get("/v1/cards"));
    stopped(
        they().body(Map.of("purpose", PURPOSE, "phone", "03-0123-4567")).post("/v1/cards/search"));
    house.reveal(card, PURPOSE, "phone").statusCode(200);
  }

  @Test
  void nobody_is_served_before_the_topic_was_read_again() throws InterruptedException {
    UUID card = openCard(house);
    told(house, true, 10);
    awaitStatus(423, card);
    followers.readAgain();
    await().atMost(SOON).until(() -> followers.pending().isEmpty());
    stopped(reveal(they(), card));
  }

  @Test
  void key_work_that_a_stopped_officer_has_begun_goes_on_without_them() {
    UUID card = openCard(house);
    told(house, false, 1);
    they(house, "privacy-officer").post("/v1/key-work/reseal").then().statusCode(202);
    told(house, true, 10);
    awaitStatus(423, card);
    await().atMost(SOON).until(() -> house.records("key-work.end").size() == 1);
    assertThat(house.lastRecord("key-work.end").path("decision").asText()).isEqualTo("allowed");
    house.reveal(card, PURPOSE, "phone").statusCode(200);
  }
}
