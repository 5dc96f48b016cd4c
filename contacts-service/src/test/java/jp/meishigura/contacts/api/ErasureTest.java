package jp.meishigura.contacts.api;

import static jp.meishigura.contacts.testing.House.PURPOSE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import jp.meishigura.contacts.testing.ContactsTest;
import jp.meishigura.contacts.testing.House;
import jp.meishigura.platform.follow.Followers;
import jp.meishigura.platform.testing.StandDatabase;
import jp.meishigura.platform.testing.SuspendedKafka;
import org.junit.jupiter.api.Test;

@QuarkusTest
class ErasureTest extends ContactsTest {

  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final List<String> TABLES = List.of("cards", "blind_indexes", "processing_states");

  @Inject Followers followers;

  @Test
  void an_erased_card_is_nowhere_any_more() throws SQLException {
    UUID card = openCard();
    UUID other = house.create(House.card("鈴木", "花子", "すずき", "はなこ", "hanako@example.com"));
    house.consent(other, PURPOSE, "ConsentGiven");

    String order = erase(card).body("outlivesBackups", equalTo(true)).extract().path("order");

    house.view(card, PURPOSE).statusCode(404);
    house.reveal(card, PURPOSE, "phone").statusCode(404);
    for (Map<String, Object> question :
        List.<Map<String, Object>>of(
            Map.of("purpose", PURPOSE, "phone", "0301234567"),
            Map.of("purpose", PURPOSE, "email", "taro.sato@aozora.example"),
            Map.of("purpose", PURPOSE, "name", "佐藤"))) {
      house.search(question).statusCode(200).body("items.size()", equalTo(0));
    }
    house.search(Map.of("purpose", PURPOSE, "name", "鈴木")).body("items.size()", equalTo(1));
    assertThat(house.count("cards", "id = '" + card + "'")).isZero();
    assertThat(house.count("blind_indexes", "card_id = '" + card + "'")).isZero();
    assertThat(house.count("processing_states", "card_id = '" + card + "'")).isZero();
    assertThat(inGateway("subject_keys", card)).isZero();
    assertThat(inGateway("tombstones", card)).isEqualTo(1);
    JsonNode record = house.lastRecord("card.erase");
    assertThat(record.path("decision").asText()).isEqualTo("allowed");
    assertThat(record.path("card").asText()).isEqualTo(card.toString());
    assertThat(record.path("details").path("order").asText()).isEqualTo(order);
    assertThat(record.path("details").path("outlivesBackups").asBoolean()).isTrue();
    assertThat(record.path("details").has("again")).isFalse();
  }

  @Test
  void asked_again_it_answers_the_same_order_and_everything_else_knows_no_such_card() {
    UUID card = openCard();
    String first = erase(card).extract().asString();

    assertThat(erase(card).extract().asString()).isEqualTo(first);

    JsonNode record = house.lastRecord("card.erase");
    assertThat(record.path("decision").asText()).isEqualTo("allowed");
    assertThat(record.path("actor").path("kind").asText()).isEqualTo("person");
    assertThat(record.path("details").path("again").asBoolean()).isTrue();
    assertThat(first).contains(record.path("details").path("order").asText());
    assertThat(inGateway("tombstones", card)).isEqualTo(1);
    for (String role : List.of("member", "integrator", "auditor", "administrator", "service")) {
      house.as(role).post("/v1/cards/" + card + "/erasure").then().statusCode(403);
    }
    otherHouse()
        .as("privacy-officer")
        .post("/v1/cards/" + card + "/erasure")
        .then()
        .statusCode(404)
        .body("type", equalTo("urn:meishigura:problem:no-such-card"))
        .body("order", equalTo(null));
    house.as("privacy-officer").get("/v1/cards/" + card).then().statusCode(404);
    house.view(card, null).statusCode(404);
    house.reveal(card, PURPOSE, "phone").statusCode(404);
    house
        .member()
        .header("If-Match", "\"1\"")
        .body(House.sato())
        .put("/v1/cards/" + card)
        .then()
        .statusCode(404);
    house
        .as("service")
        .body(Map.of("purpose", PURPOSE, "channel", "email", "request", UUID.randomUUID()))
        .post("/v1/cards/" + card + "/recipient")
        .then()
        .statusCode(404);
  }

  @Test
  void without_kafka_it_is_erased_and_said_to_outlive_backups_only_when_it_does() {
    UUID card = openCard();
    String order;
    try (SuspendedKafka suspended = new SuspendedKafka(stand)) {
      assertThat(suspended).isNotNull();
      order = erase(card).body("outlivesBackups", equalTo(false)).extract().path("order");
      assertThat(house.count("cards", "id = '" + card + "'")).isZero();
      assertThat(house.count("blind_indexes", "card_id = '" + card + "'")).isZero();
      assertThat(inGateway("subject_keys", card)).isZero();
      house.reveal(card, PURPOSE, "phone").statusCode(404);
      erase(card).body("order", equalTo(order)).body("outlivesBackups", equalTo(false));
    }
    await()
        .atMost(Duration.ofSeconds(60))
        .untilAsserted(
            () -> erase(card).body("order", equalTo(order)).body("outlivesBackups", equalTo(true)));
    List<JsonNode> records = house.records("card.erase");
    assertThat(records).allMatch(one -> one.at("/details/order").asText().equals(order));
    assertThat(records.getFirst().at("/details/outlivesBackups").asBoolean()).isFalse();
    assertThat(records.getLast().at("/details/outlivesBackups").asBoolean()).isTrue();
  }

  @Test
  void the_log_names_who_ordered_it_and_not_the_tombstone_that_was_here_before_the_answer() {
    house.withPurpose();
    for (int one = 0; one < 10; one++) {
      erase(house.create(House.sato())).body("outlivesBackups", equalTo(true));
    }
    // The last tombstone of the topic: when it is known here, those before it are.
    UUID last = UUID.randomUUID();
    destroyInGateway(last);
    await().atMost(PATIENCE).until(() -> house.count("erasures", "card_id = '" + last + "'") == 1);

    assertThat(house.records("card.erase"))
        .hasSize(10)
        .allMatch(record -> record.at("/actor/kind").asText().equals("person"));
  }

  @Test
  void an_erasure_whose_answer_is_lost_is_finished_by_its_tombstone() {
    UUID card = openCard();

    destroyInGateway(card);

    await().atMost(PATIENCE).until(() -> house.count("cards", "id = '" + card + "'") == 0);
    JsonNode record = house.lastRecord("card.erase");
    assertThat(record.at("/actor/kind").asText()).isEqualTo("system");
    erase(card).body("outlivesBackups", equalTo(true));
  }

  @Test
  void late_news_of_an_erased_card_comes_to_nothing() {
    UUID card = openCard();
    erase(card);

    UUID late = house.consent(card, PURPOSE, "ConsentGiven", 99, House.FIELDS, null);

    await().atMost(PATIENCE).until(() -> handled(late));
    assertThat(house.count("processing_states", "card_id = '" + card + "'")).isZero();
    house.reveal(card, PURPOSE, "phone").statusCode(404);
  }

  @Test
  void only_a_privacy_officer_of_the_house_erases() {
    UUID card = openCard();

    for (String role : List.of("member", "integrator", "auditor", "administrator", "service")) {
      house.as(role).post("/v1/cards/" + card + "/erasure").then().statusCode(403);
    }
    otherHouse()
        .as("privacy-officer")
        .post("/v1/cards/" + card + "/erasure")
        .then()
        .statusCode(404)
        .body("type", equalTo("urn:meishigura:problem:no-such-card"));
    erase(UUID.randomUUID(), 404);

    house.reveal(card, PURPOSE, "phone").statusCode(200);
    assertThat(inGateway("tombstones", card)).isZero();
  }

  @Test
  void without_an_answer_from_crypto_gateway_it_may_still_happen_and_can_be_asked_for_again() {
    UUID card = openCard();
    gateway.suspend();
    try {
      erase(card, 503);
      JsonNode record = house.lastRecord("card.erase");
      assertThat(record.path("decision").asText()).isEqualTo("failed");
      assertThat(record.path("reason").asText()).isEqualTo("keys-unavailable");
      assertThat(record.at("/details/mayStillHappen").asBoolean()).isTrue();
      assertThat(record.at("/details/order").asText()).hasSize(36);
      assertThat(house.count("cards", "id = '" + card + "'")).isEqualTo(1);
    } finally {
      gateway.resume();
    }

    // Whether crypto-gateway has done by now what it was asked before or does it with this order.
    String order = erase(card).extract().path("order");
    house.view(card, PURPOSE).statusCode(404);
    assertThat(inGateway("tombstones", card)).isEqualTo(1);
    assertThat(inGateway("subject_keys", card)).isZero();
    assertThat(house.lastRecord("card.erase").at("/details/order").asText()).isEqualTo(order);
    assertThat(house.lastRecord("card.erase").at("/details").has("mayStillHappen")).isFalse();
  }

  @Test
  void a_restored_older_database_opens_no_erased_card_and_forgets_it_before_it_is_served()
      throws Exception {
    UUID card = openCard();
    asAdmin("create schema backup");
    for (String table : TABLES) {
      asAdmin("create table backup." + table + " as select * from " + table);
    }
    try {
      erase(card);
      // What a restore does: the older rows are there again, under a service that has not started.
      for (String table : TABLES) {
        restore(table, card);
      }
      asAdmin("delete from erasures where card_id = '" + card + "'");
    } finally {
      asAdmin("drop schema backup cascade");
    }
    assertThat(house.count("cards", "id = '" + card + "'")).isEqualTo(1);
    // Even now nothing of it opens: the key is gone from crypto-gateway, and from memory with it.
    assertThat(house.reveal(card, PURPOSE, "phone", "name", "email").extract().asString())
        .doesNotContain("090", "佐藤", "taro");

    followers.readAgain();

    await().atMost(PATIENCE).until(() -> followers.pending().isEmpty());
    for (String table : TABLES) {
      String id = table.equals("cards") ? "id" : "card_id";
      assertThat(house.count(table, id + " = '" + card + "'")).as(table).isZero();
    }
    house.view(card, PURPOSE).statusCode(404);
    JsonNode record = house.lastRecord("card.erase");
    assertThat(record.path("actor").path("kind").asText()).isEqualTo("system");
    assertThat(record.path("details").path("again").asBoolean()).isTrue();
  }

  @Test
  void a_sealed_tenant_is_locked_within_a_moment_and_the_same_as_before_afterwards() {
    UUID card = openCard();
    House neighbour = otherHouse().withPurpose();
    UUID theirs = neighbour.create(House.sato());
    neighbour.consent(theirs, PURPOSE, "ConsentGiven");
    house.reveal(card, PURPOSE, "phone").statusCode(200);
    house.search(Map.of("purpose", PURPOSE, "name", "佐藤")).body("items.size()", equalTo(1));

    seal(true);

    await()
        .atMost(PATIENCE)
        .pollInterval(Duration.ofMillis(50))
        .untilAsserted(() -> house.reveal(card, PURPOSE, "phone").statusCode(423));
    house
        .reveal(card, PURPOSE, "phone")
        .body("type", equalTo("urn:meishigura:problem:tenant-sealed"));
    house.view(card, PURPOSE).statusCode(423);
    house.search(Map.of("purpose", PURPOSE, "name", "佐藤")).statusCode(423);
    house.search(Map.of("purpose", PURPOSE, "phone", "0301234567")).statusCode(423);
    house.member().body(House.sato()).post("/v1/cards").then().statusCode(423);
    assertThat(house.lastRecord("card.reveal").path("reason").asText()).isEqualTo("tenant-sealed");
    neighbour.reveal(theirs, PURPOSE, "phone").statusCode(200);

    seal(false);

    house.reveal(card, PURPOSE, "phone").statusCode(200);
    house.search(Map.of("purpose", PURPOSE, "name", "佐藤")).body("items.size()", equalTo(1));
  }

  private UUID openCard() {
    UUID card = house.withPurpose().create(House.sato());
    house.consent(card, PURPOSE, "ConsentGiven");
    return card;
  }

  private ValidatableResponse erase(UUID card) {
    return erase(card, 200).body("card", equalTo(card.toString()));
  }

  private ValidatableResponse erase(UUID card, int status) {
    return house
        .as("privacy-officer")
        .post("/v1/cards/" + card + "/erasure")
        .then()
        .statusCode(status);
  }

  private void seal(boolean sealed) {
    String token =
        issuer
            .client(house.tenant(), "key-operator", "service")
            .scopes("keys:seal")
            .audience("crypto-gateway")
            .sign();
    House.with(token)
        .body(Map.of("sealed", sealed, "actor", "key-operator", "reason", "incident"))
        .put(gateway.url() + "/v1/seal")
        .then()
        .statusCode(200);
  }

  /** Past this service: it hears of it by the tombstone only. */
  private void destroyInGateway(UUID card) {
    String token =
        issuer
            .client(house.tenant(), "contacts-service", "service")
            .audience("crypto-gateway")
            .sign();
    House.with(token)
        .body(
            Map.of(
                "subjects",
                List.of(card),
                "actor",
                "a-test",
                "reason",
                "erasure",
                "order",
                UUID.randomUUID()))
        .post(gateway.url() + "/v1/subject-keys/destroy")
        .then()
        .statusCode(200);
  }

  private long inGateway(String table, UUID subject) {
    StandDatabase keys = gateway.database();
    try (Connection admin = keys.asAdmin();
        Statement sql = admin.createStatement();
        ResultSet row =
            sql.executeQuery(
                "select count(*) from " + table + " where subject_id = '" + subject + "'")) {
      row.next();
      return row.getLong(1);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  private boolean handled(UUID event) throws SQLException {
    try (Connection admin = database.asAdmin();
        Statement sql = admin.createStatement();
        ResultSet row = sql.executeQuery("select from inbox where event_id = '" + event + "'")) {
      return row.next();
    }
  }

  private void restore(String table, UUID card) throws SQLException {
    String id = table.equals("cards") ? "id" : "card_id";
    asAdmin(
        "insert into %s select * from backup.%s where %s = '%s'".formatted(table, table, id, card));
  }

  private void asAdmin(String statement) throws SQLException {
    try (Connection admin = database.asAdmin();
        Statement sql = admin.createStatement()) {
      sql.execute(statement);
    }
  }
}
