package jp.meishigura.contacts.app;

import static jp.meishigura.contacts.testing.House.PURPOSE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;

import io.quarkus.test.junit.QuarkusTest;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import jp.meishigura.contacts.testing.ContactsTest;
import jp.meishigura.contacts.testing.House;
import jp.meishigura.contacts.testing.KeyOperator;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Blind indexes under a further version of their key, while everything is found all the while. */
@QuarkusTest
class ReindexTest extends ContactsTest {

  private static final Duration PATIENCE = Duration.ofSeconds(40);
  private static final Map<String, Object> BY_PHONE =
      Map.of("purpose", PURPOSE, "phone", "0301234567");

  private KeyOperator operator;

  @BeforeEach
  void withOperator() {
    operator = new KeyOperator(gateway, issuer, house.tenant());
  }

  @Test
  void cards_are_found_before_during_and_after_and_the_older_version_is_gone() {
    UUID card = openCard();
    importMany(450);
    found(1);
    long digests = house.count("blind_indexes", "true");

    operator.rotateIndexKey();
    List<Integer> hits = new ArrayList<>();
    await()
        .atMost(PATIENCE)
        .pollInterval(Duration.ofMillis(20))
        .until(
            () -> {
              hits.add(house.search(BY_PHONE).statusCode(200).extract().path("items.size()"));
              return state().equals("finished");
            });

    assertThat(hits).containsOnly(1);
    assertThat(house.count("blind_indexes", "key_version = 2")).isEqualTo(digests);
    assertThat(house.count("blind_indexes", "key_version <> 2")).isZero();
    assertThat(operator.indexVersions()).containsExactly(2);
    found(1);
    house
        .search(Map.of("purpose", PURPOSE, "email", "taro.sato@aozora.example"))
        .body("items.id", equalTo(List.of(card.toString())));
    house
        .as("privacy-officer")
        .get("/v1/key-work")
        .then()
        .body("items[0].kind", equalTo("reindex"))
        .body("items[0].version", equalTo(2))
        .body("items[0].done", equalTo(451))
        .body("items[0].total", equalTo(451))
        .body("items[0].broken", equalTo(0));
    assertThat(house.lastRecord("key-work.end").path("details").path("version").asInt())
        .isEqualTo(2);
  }

  @Test
  void what_is_new_or_changed_meanwhile_is_under_the_newest_version() {
    UUID changed = openCard();
    operator.rotateIndexKey();
    UUID fresh = openCard("花", "hana@aozora.example");
    change(changed, "jiro@aozora.example");
    await().atMost(PATIENCE).until(() -> state().equals("finished"));
    UUID after = openCard("林", "hayashi@aozora.example");

    assertThat(house.count("blind_indexes", "key_version <> 2")).isZero();
    for (String[] one :
        new String[][] {
          {"jiro@aozora.example", changed.toString()},
          {"hana@aozora.example", fresh.toString()},
          {"hayashi@aozora.example", after.toString()}
        }) {
      house
          .search(Map.of("purpose", PURPOSE, "email", one[0]))
          .body("items.id", equalTo(List.of(one[1])));
    }
    house
        .search(Map.of("purpose", PURPOSE, "email", "taro.sato@aozora.example"))
        .body("items.size()", equalTo(0));
  }

  @Test
  void a_second_rotation_in_the_midst_of_the_first_ends_with_the_newest_version_alone() {
    openCard();
    importMany(450);
    operator.rotateIndexKey();
    operator.rotateIndexKey();

    await()
        .atMost(PATIENCE)
        .until(() -> state().equals("finished") && operator.indexVersions().equals(List.of(3)));

    assertThat(house.count("blind_indexes", "key_version <> 3")).isZero();
    found(1);
  }

  @Test
  void a_card_that_does_not_open_keeps_its_index_and_the_older_version_with_it()
      throws SQLException {
    UUID broken = openCard();
    UUID good = openCard("花", "hana@aozora.example");
    asAdmin(
        "update cards set value_sealed[n] = set_byte(value_sealed[n], 40, get_byte(value_sealed[n], 40) # 1)"
            + " from generate_series(1, 20) n where id = '"
            + broken
            + "' and value_names[n] = 'phone.1'");

    operator.rotateIndexKey();

    await().atMost(PATIENCE).until(() -> state().equals("failed"));
    assertThat(house.count("blind_indexes", "key_version = 2 and card_id = '" + good + "'"))
        .isPositive();
    assertThat(house.count("blind_indexes", "key_version = 1 and card_id = '" + broken + "'"))
        .isPositive();
    assertThat(operator.indexVersions()).containsExactly(1, 2);
    assertThat(house.lastRecord("key-work.end").path("reason").asText()).isEqualTo("seal-broken");
  }

  @Test
  void nobody_writes_under_an_older_version_whatever_he_still_has_in_memory() throws SQLException {
    UUID card = openCard();
    operator.rotateIndexKey();
    await().atMost(PATIENCE).until(() -> state().equals("finished"));

    try (Connection app = database.asApp();
        Statement sql = app.createStatement()) {
      sql.execute("select set_config('app.tenant', '" + house.tenant().id() + "', false)");
      assertThatThrownBy(
              () ->
                  sql.execute(
                      "insert into blind_indexes values ('%s', 'phone', 1, '\\x00', '%s')"
                          .formatted(house.tenant().id(), card)))
          .isInstanceOf(SQLException.class)
          .hasMessageContaining("older version");
    }
    House neighbour = otherHouse();
    neighbour.create(House.sato());
    assertThat(neighbour.count("blind_indexes", "key_version = 1")).isPositive();
  }

  @Test
  void members_and_strangers_neither_see_nor_begin_such_work() {
    openCard();
    operator.rotateIndexKey();
    await().atMost(PATIENCE).until(() -> state().equals("finished"));
    String id = house.as("privacy-officer").get("/v1/key-work").path("items[0].id");

    house.as("administrator").get("/v1/key-work/" + id).then().statusCode(200);
    for (String role : List.of("member", "integrator", "auditor", "service")) {
      house.as(role).get("/v1/key-work").then().statusCode(403);
      house.as(role).get("/v1/key-work/" + id).then().statusCode(403);
      house.as(role).post("/v1/key-work/reseal").then().statusCode(403);
    }
    House other = otherHouse();
    other.as("privacy-officer").get("/v1/key-work").then().body("items.size()", equalTo(0));
    other
        .as("privacy-officer")
        .get("/v1/key-work/" + id)
        .then()
        .statusCode(404)
        .body("type", equalTo("urn:meishigura:problem:no-such-work"));
  }

  private UUID openCard() {
    return open(house.withPurpose().create(House.sato()));
  }

  private UUID openCard(String family, String email) {
    return open(house.create(House.card(family, "一", "はやし", "はじめ", email)));
  }

  private UUID open(UUID card) {
    house.consent(card, PURPOSE, "ConsentGiven");
    return card;
  }

  private void change(UUID card, String email) {
    house
        .member()
        .header("If-Match", "\"1\"")
        .body(House.card("佐藤", "次郎", "さとう", "じろう", email))
        .put("/v1/cards/" + card)
        .then()
        .statusCode(200);
  }

  /** Cards of other people, so that the work takes several batches. */
  private void importMany(int count) {
    StringBuilder csv = new StringBuilder("会社名,氏名,E-mail\n");
    IntStream.range(0, count)
        .forEach(n -> csv.append("青空,山田 %d,yamada%d@aozora.example%n".formatted(n, n)));
    house
        .as("integrator")
        .contentType("text/csv; charset=UTF-8")
        .body(csv.toString())
        .post("/v1/imports")
        .then()
        .statusCode(200);
    assertThat(house.count("cards", "true")).isEqualTo(count + 1);
  }

  private void found(int count) {
    house.search(BY_PHONE).statusCode(200).body("items.size()", equalTo(count));
  }

  /** Of the newest work; empty before there is any. */
  private String state() {
    String state = house.as("privacy-officer").get("/v1/key-work").path("items[0].state");
    return state == null ? "" : state;
  }

  private void asAdmin(String statement) throws SQLException {
    try (Connection admin = database.asAdmin();
        Statement sql = admin.createStatement()) {
      sql.execute(statement);
    }
  }
}
