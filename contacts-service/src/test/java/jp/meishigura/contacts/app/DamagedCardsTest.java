package jp.meishigura.contacts.app;

import static jp.meishigura.contacts.testing.House.PURPOSE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import jp.meishigura.contacts.domain.sealed.Damage;
import jp.meishigura.contacts.keys.KeySweeper;
import jp.meishigura.contacts.testing.ContactsTest;
import jp.meishigura.contacts.testing.House;
import jp.meishigura.contacts.testing.KeyOperator;
import jp.meishigura.platform.testing.StandDatabase;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A card that does not open says so, is nobody's empty card, and takes no other with it. */
@QuarkusTest
class DamagedCardsTest extends ContactsTest {

  private static final Duration PATIENCE = Duration.ofSeconds(40);

  @Inject KeySweeper sweeper;

  private KeyOperator operator;
  private UUID damaged;
  private UUID whole;

  @BeforeEach
  void withCards() {
    operator = new KeyOperator(gateway, issuer, house.tenant());
    damaged = open(house.withPurpose().create(House.sato()));
    whole = open(house.create(House.card("佐藤", "花子", "さとう", "はなこ", "hanako@aozora.example")));
  }

  @ParameterizedTest
  @EnumSource(Damage.class)
  void asked_for_by_itself_it_is_a_problem_and_on_record_as_failed(Damage damage)
      throws SQLException {
    damage(damage);
    int keys = operator.keysOf(damaged).size();

    isProblem(damage, "card.read", house.view(damaged, PURPOSE));
    isProblem(damage, "card.reveal", house.reveal(damaged, PURPOSE, "phone"));
    isProblem(
        damage,
        "card.update",
        house
            .member()
            .header("If-Match", "\"1\"")
            .body(House.sato())
            .put("/v1/cards/" + damaged)
            .then());
    isProblem(
        damage,
        "card.recipient",
        house
            .as("service")
            .body(Map.of("purpose", PURPOSE, "channel", "email", "request", UUID.randomUUID()))
            .post("/v1/cards/" + damaged + "/recipient")
            .then());
    isProblem(
        damage,
        "card.reseal",
        house.as("privacy-officer").post("/v1/cards/" + damaged + "/reseal").then());
    assertThat(house.count("cards", "revision = 1 and id = '" + damaged + "'")).isEqualTo(1);
    if (damage != Damage.SEAL_BROKEN) {
      assertThat(operator.keysOf(damaged)).as("no further key is made").hasSize(keys);
    }
    house.view(whole, PURPOSE).statusCode(200);
  }

  @ParameterizedTest
  @EnumSource(Damage.class)
  void among_others_it_is_marked_and_they_are_listed_and_found(Damage damage) throws SQLException {
    damage(damage);

    house
        .member()
        .get("/v1/cards")
        .then()
        .statusCode(200)
        .body("items.size()", equalTo(2))
        .body(of(damaged) + ".unreadable", equalTo(damage.slug()))
        .body(of(damaged) + ".name", equalTo("○○ ○○"))
        .body(of(whole) + ".unreadable", equalTo(null))
        .body(of(whole) + ".name", equalTo("佐○ ○○"));
    house
        .member()
        .queryParam("purpose", PURPOSE)
        .queryParam("order", "created")
        .get("/v1/cards")
        .then()
        .statusCode(200)
        .body(of(damaged) + ".unreadable", equalTo(damage.slug()))
        .body(of(damaged) + ".values.size()", equalTo(0))
        .body(of(whole) + ".name", equalTo("佐藤 花子"));
    house
        .search(Map.of("purpose", PURPOSE, "name", "佐藤"))
        .statusCode(200)
        .body("items.id", equalTo(List.of(whole.toString())));
    house
        .search(Map.of("purpose", PURPOSE, "phone", "0301234567"))
        .statusCode(200)
        .body("items.id", equalTo(List.of(damaged.toString())))
        .body("items[0].unreadable", equalTo(damage.slug()));
  }

  @ParameterizedTest
  @EnumSource(Damage.class)
  void work_on_all_cards_counts_it_as_broken_and_does_the_others(Damage damage)
      throws SQLException {
    damage(damage);

    house.as("privacy-officer").post("/v1/key-work/reseal").then().statusCode(202);
    isFailedFor("reseal");
    assertThat(house.count("cards", "revision = 2 and id = '" + whole + "'")).isEqualTo(1);

    operator.rotateIndexKey();
    isFailedFor("reindex");
    assertThat(house.count("blind_indexes", "key_version = 2 and card_id = '" + whole + "'"))
        .isPositive();
    assertThat(house.count("blind_indexes", "key_version = 1 and card_id = '" + damaged + "'"))
        .isPositive();
  }

  private void isFailedFor(String kind) {
    await()
        .atMost(PATIENCE)
        .untilAsserted(
            () ->
                house
                    .as("privacy-officer")
                    .get("/v1/key-work")
                    .then()
                    .body("items[0].kind", equalTo(kind))
                    .body("items[0].state", equalTo("failed")));
    String id = house.as("privacy-officer").get("/v1/key-work").path("items[0].id");
    house
        .as("privacy-officer")
        .get("/v1/key-work/" + id)
        .then()
        .body("done", equalTo(1))
        .body("broken", equalTo(1))
        .body("brokenCards", equalTo(List.of(damaged.toString())));
  }

  private void isProblem(Damage damage, String action, ValidatableResponse answer) {
    answer
        .statusCode(500)
        .contentType("application/problem+json")
        .body("type", equalTo("urn:meishigura:problem:" + damage.slug()));
    JsonNode record = house.lastRecord(action);
    assertThat(record.path("decision").asText()).isEqualTo("failed");
    assertThat(record.path("reason").asText()).isEqualTo(damage.slug());
  }

  private static String of(UUID card) {
    return "items.find { it.id == '" + card + "' }";
  }

  /** As superuser and past triggers: nobody who works there may do this. */
  private void damage(Damage damage) throws SQLException {
    String subject = " where subject_id = '" + damaged + "'";
    switch (damage) {
      case SEAL_BROKEN ->
          change(
              database,
              "update cards set value_sealed = (select array_agg(set_byte(v, 40, get_byte(v, 40) # 1)"
                  + " order by n) from unnest(value_sealed) with ordinality as one (v, n))"
                  + " where id = '"
                  + damaged
                  + "'");
      case KEY_BROKEN ->
          change(
              gateway.database(),
              "update subject_keys set wrapped = set_byte(wrapped, 40, get_byte(wrapped, 40) # 1)"
                  + subject);
      case KEY_GONE -> change(gateway.database(), "delete from subject_keys" + subject);
    }
    sweeper.forgetAll();
  }

  private static void change(StandDatabase where, String statement) throws SQLException {
    try (Connection admin = where.asAdmin();
        Statement sql = admin.createStatement()) {
      sql.execute("set session_replication_role = replica");
      assertThat(sql.executeUpdate(statement)).isEqualTo(1);
    }
  }

  private UUID open(UUID card) {
    house.consent(card, PURPOSE, "ConsentGiven");
    return card;
  }
}
