package jp.meishigura.contacts.app;

import static jp.meishigura.contacts.testing.House.PURPOSE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.matchesRegex;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import jp.meishigura.contacts.testing.ContactsTest;
import jp.meishigura.contacts.testing.House;
import jp.meishigura.contacts.testing.KeyOperator;
import jp.meishigura.platform.seal.SealBroken;
import jp.meishigura.platform.seal.SealedFields;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Cards under further keys of their own. */
@QuarkusTest
class ResealTest extends ContactsTest {

  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private KeyOperator operator;

  @BeforeEach
  void withOperator() {
    operator = new KeyOperator(gateway, issuer, house.tenant());
  }

  @Test
  void every_value_is_sealed_anew_reads_as_before_and_the_former_key_ends() throws Exception {
    UUID card = openCard();
    String before = house.reveal(card, PURPOSE, "phone", "email").extract().asString();
    UUID former = operator.keysOf(card).getFirst();
    List<byte[]> formerly = sealed(card);

    reseal(card).body("revision", equalTo(2));

    List<UUID> keys = operator.keysOf(card);
    assertThat(keys).hasSize(2).startsWith(former);
    assertThat(keyIds(card)).containsExactly(keys.getLast());
    List<byte[]> now = sealed(card);
    assertThat(now).hasSameSizeAs(formerly);
    for (int one = 0; one < now.size(); one++) {
      assertThat(now.get(one)).isNotEqualTo(formerly.get(one)).hasSameSizeAs(formerly.get(one));
    }
    assertThat(house.reveal(card, PURPOSE, "phone", "email").extract().asString())
        .isEqualTo(before);
    house
        .search(Map.of("purpose", PURPOSE, "phone", "0301234567"))
        .body("items.id", equalTo(List.of(card.toString())));
    house
        .search(Map.of("purpose", PURPOSE, "name", "佐藤"))
        .body("items.id", equalTo(List.of(card.toString())));
    await().atMost(PATIENCE).until(() -> operator.keysOf(card).equals(keys.subList(1, 2)));
    assertThat(house.reveal(card, PURPOSE, "phone", "email").extract().asString())
        .isEqualTo(before);
    assertThat(house.count("retiring_keys", "true")).isZero();
    assertThat(house.lastRecord("card.reseal").path("actor").path("kind").asText())
        .isEqualTo("person");
  }

  @Test
  void older_sealed_values_put_back_do_not_open_any_more() throws Exception {
    UUID card = openCard();
    house.reveal(card, PURPOSE, "phone").statusCode(200);
    asAdmin("create table backup_reseal as select * from cards where id = '" + card + "'");
    try {
      reseal(card);
      await().atMost(PATIENCE).until(() -> operator.keysOf(card).size() == 1);
      asAdmin(
          "update cards c set value_sealed = b.value_sealed from backup_reseal b where c.id = b.id");

      house
          .reveal(card, PURPOSE, "phone")
          .statusCode(500)
          .body("type", equalTo("urn:meishigura:problem:seal-broken"));
    } finally {
      asAdmin("drop table backup_reseal");
    }
  }

  @Test
  void a_key_that_an_interrupted_attempt_has_left_is_used_and_no_third_one_is_made() {
    UUID card = openCard();
    operator.renew(card);

    reseal(card);

    assertThat(operator.keysOf(card)).hasSizeLessThanOrEqualTo(2);
    house.reveal(card, PURPOSE, "phone").statusCode(200);
  }

  @Test
  void whoever_changes_the_card_meanwhile_or_seals_it_too_loses_nothing() throws Exception {
    UUID card = openCard();
    List<Callable<Integer>> all = new ArrayList<>();
    for (int n = 0; n < 4; n++) {
      all.add(
          () ->
              house
                  .as("privacy-officer")
                  .post("/v1/cards/" + card + "/reseal")
                  .then()
                  .extract()
                  .statusCode());
      all.add(
          () ->
              house
                  .member()
                  .header("If-Match", "\"1\"")
                  .body(House.sato())
                  .put("/v1/cards/" + card)
                  .then()
                  .extract()
                  .statusCode());
    }
    Set<Integer> answers = new HashSet<>();
    try (ExecutorService threads = Executors.newFixedThreadPool(8)) {
      for (Future<Integer> one : threads.invokeAll(all)) {
        answers.add(one.get());
      }
    }

    assertThat(answers).isSubsetOf(200, 412, 503);
    assertThat(keyIds(card)).hasSize(1);
    house.reveal(card, PURPOSE, "phone").statusCode(200).body("values.size()", equalTo(2));
  }

  @Test
  void only_a_privacy_officer_of_the_house_has_it_done() {
    UUID card = openCard();
    for (String role : List.of("member", "integrator", "auditor", "administrator", "service")) {
      house.as(role).post("/v1/cards/" + card + "/reseal").then().statusCode(403);
    }
    otherHouse()
        .as("privacy-officer")
        .post("/v1/cards/" + card + "/reseal")
        .then()
        .statusCode(404)
        .body("type", equalTo("urn:meishigura:problem:no-such-card"));
    assertThat(operator.keysOf(card)).hasSize(1);
  }

  @Test
  void without_keys_the_card_stays_as_it_is_and_that_is_on_record() {
    UUID card = openCard();
    gateway.suspend();
    try {
      house.as("privacy-officer").post("/v1/cards/" + card + "/reseal").then().statusCode(503);
    } finally {
      gateway.resume();
    }
    assertThat(house.lastRecord("card.reseal").path("decision").asText()).isEqualTo("failed");
    house.reveal(card, PURPOSE, "phone").statusCode(200);
  }

  @Test
  void all_cards_are_sealed_anew_once_each() throws Exception {
    house.withPurpose();
    List<UUID> cards = new ArrayList<>();
    for (int n = 0; n < 5; n++) {
      cards.add(house.create(House.sato()));
    }
    house.consent(cards.getFirst(), PURPOSE, "ConsentGiven");
    String id =
        house
            .as("privacy-officer")
            .post("/v1/key-work/reseal")
            .then()
            .statusCode(202)
            .body("kind", equalTo("reseal"))
            .extract()
            .path("id");

    await()
        .atMost(PATIENCE)
        .untilAsserted(
            () ->
                house
                    .as("privacy-officer")
                    .get("/v1/key-work/" + id)
                    .then()
                    .body("state", equalTo("finished"))
                    .body("done", equalTo(5))
                    .body("total", equalTo(5)));

    for (UUID card : cards) {
      await().atMost(PATIENCE).until(() -> operator.keysOf(card).size() == 1);
      assertThat(keyIds(card)).containsExactly(operator.keysOf(card).getFirst());
      assertThat(house.count("cards", "revision = 2 and id = '" + card + "'")).isEqualTo(1);
    }
    house.reveal(cards.getFirst(), PURPOSE, "phone").statusCode(200);
    assertThat(house.records("card.reseal")).hasSize(5);
  }

  @Test
  void postgresql_takes_no_value_under_another_key_than_the_cards() throws SQLException {
    UUID card = openCard();
    try (Connection app = database.asApp();
        Statement sql = app.createStatement()) {
      sql.execute("select set_config('app.tenant', '" + house.tenant().id() + "', false)");
      for (String forbidden :
          List.of(
              "update cards set key_id = gen_random_uuid()",
              "update cards set key_id = gen_random_uuid(), revision = revision + 1")) {
        assertThatThrownBy(() -> sql.execute(forbidden + " where id = '" + card + "'"))
            .as(forbidden)
            .isInstanceOf(SQLException.class);
      }
    }
  }

  private UUID openCard() {
    UUID card = house.withPurpose().create(House.sato());
    house.consent(card, PURPOSE, "ConsentGiven");
    return card;
  }

  private ValidatableResponse reseal(UUID card) {
    return house
        .as("privacy-officer")
        .post("/v1/cards/" + card + "/reseal")
        .then()
        .statusCode(200)
        .header("ETag", matchesRegex("\"[0-9]+\""))
        .body("card", equalTo(card.toString()));
  }

  private List<byte[]> sealed(UUID card) throws SQLException {
    try (Connection admin = database.asAdmin();
        PreparedStatement select =
            admin.prepareStatement("select value_sealed from cards where id = ?")) {
      select.setObject(1, card);
      try (ResultSet row = select.executeQuery()) {
        row.next();
        return Arrays.asList((byte[][]) row.getArray(1).getArray());
      }
    }
  }

  /** The keys that the card's values name, and the card itself. */
  private Set<UUID> keyIds(UUID card) throws SQLException, SealBroken {
    Set<UUID> ids = new HashSet<>();
    for (byte[] value : sealed(card)) {
      ids.add(SealedFields.keyId(value));
    }
    assertThat(house.count("cards", "key_id = '" + ids.iterator().next() + "'")).isEqualTo(1);
    return ids;
  }

  private void asAdmin(String statement) throws SQLException {
    try (Connection admin = database.asAdmin();
        Statement sql = admin.createStatement()) {
      sql.execute(statement);
    }
  }
}
