package jp.meishigura.contacts.app;

import static jp.meishigura.contacts.testing.House.PURPOSE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.equalTo;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import jp.meishigura.contacts.domain.keywork.KeyWork;
import jp.meishigura.contacts.keys.KeySweeper;
import jp.meishigura.contacts.store.KeyWorkTable;
import jp.meishigura.contacts.testing.ContactsTest;
import jp.meishigura.contacts.testing.HeldWorker;
import jp.meishigura.contacts.testing.House;
import jp.meishigura.contacts.testing.KeyOperator;
import jp.meishigura.platform.tx.TenantTransactions;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What happens between two steps of indexing all cards anew. */
@QuarkusTest
class ReindexWindowsTest extends ContactsTest {

  private static final Duration PATIENCE = Duration.ofSeconds(40);

  @Inject TenantTransactions transactions;
  @Inject KeyWorkTable table;
  @Inject KeyWorkEnd end;
  @Inject KeySweeper sweeper;

  private KeyOperator operator;

  @BeforeEach
  void withOperator() {
    operator = new KeyOperator(gateway, issuer, house.tenant());
  }

  @Test
  void a_card_under_a_further_key_in_the_midst_of_it_is_indexed_all_the_same() throws Exception {
    UUID card = openCard();
    try (HeldWorker held = new HeldWorker(database)) {
      assertThat(held).isNotNull();
      rotateTo(2);
      gateway.suspend();
    }
    try {
      // The card is read by now, and its key is asked for.
      Thread.sleep(1_500);
      asAdmin("update cards set revision = revision + 1 where id = '" + card + "'");
    } finally {
      gateway.resume();
    }

    await().atMost(PATIENCE).until(() -> !state().equals("running"));
    newest().body("state", equalTo("finished")).body("done", equalTo(1));
    isFoundUnder(2, card);
  }

  @Test
  void what_a_pass_has_left_behind_is_made_up_for_at_its_end() throws SQLException {
    UUID card = openCard();
    try (HeldWorker held = new HeldWorker(database)) {
      assertThat(held).isNotNull();
      rotateTo(2);
      // As after a kill between two attempts.
      asAdmin(
          "update key_work set position = 'ffffffff-ffff-ffff-ffff-ffffffffffff' where tenant_id = '"
              + house.tenant().id()
              + "'");
    }

    await().atMost(PATIENCE).until(() -> !state().equals("running"));
    newest().body("state", equalTo("finished")).body("broken", equalTo(0));
    isFoundUnder(2, card);
  }

  @Test
  void a_rotation_that_comes_while_the_one_before_ends_is_worked_on() throws SQLException {
    UUID card = openCard();
    try (HeldWorker held = new HeldWorker(database)) {
      assertThat(held).isNotNull();
      rotateTo(2);
      KeyWork before = running();
      rotateTo(3);

      boolean ended = transactions.call(house.tenant(), () -> end.finished(before));
      transactions.run(house.tenant(), () -> end.failed(before, 1));
      boolean advanced =
          transactions.call(
              house.tenant(), () -> table.advance(before, UUID.randomUUID(), 1, List.of(card)));

      assertThat(ended).isFalse();
      assertThat(advanced).isFalse();
      newest().body("state", equalTo("running")).body("version", equalTo(3));
      assertThat(running().position()).isEqualTo(KeyWork.START);
      assertThat(house.count("key_work_broken", "true")).isZero();
      assertThat(house.records("key-work.end")).isEmpty();
    }

    await().atMost(PATIENCE).until(() -> !state().equals("running"));
    isFoundUnder(3, card);
    assertThat(house.records("key-work.end")).hasSize(1);
  }

  @Test
  void a_rotation_that_comes_a_moment_before_the_one_before_has_ended_begins_its_own()
      throws Exception {
    UUID card = openCard();
    try (HeldWorker held = new HeldWorker(database);
        Connection ending = database.asAdmin();
        Statement sql = ending.createStatement()) {
      assertThat(held).isNotNull();
      rotateTo(2);
      KeyWork before = running();
      ending.setAutoCommit(false);
      sql.execute("select from key_work where id = '" + before.id() + "' for update");
      operator.rotateIndexKey();
      // The news of it finds the work running, and waits for its row.
      await().atMost(PATIENCE).until(() -> waiting() > 0);
      sql.execute(
          "update key_work set state = 'finished', finished_at = now() where id = '"
              + before.id()
              + "'");
      ending.commit();
      await().atMost(PATIENCE).until(() -> house.count("key_work", "true") == 2);
      newest().body("state", equalTo("running")).body("version", equalTo(3));
    }

    await().atMost(PATIENCE).until(() -> !state().equals("running"));
    isFoundUnder(3, card);
  }

  @Test
  void a_sealed_tenants_work_stands_still_and_goes_on_afterwards() throws InterruptedException {
    openCard();
    try (HeldWorker held = new HeldWorker(database)) {
      assertThat(held).isNotNull();
      rotateTo(2);
      operator.seal(true);
      sweeper.forgetAll();
    }
    Thread.sleep(2_500);
    newest().body("state", equalTo("running")).body("done", equalTo(0));
    assertThat(house.count("blind_indexes", "key_version = 2")).isZero();

    operator.seal(false);

    await().atMost(PATIENCE).until(() -> state().equals("finished"));
    newest().body("done", equalTo(1));
  }

  @Test
  void work_that_failed_is_begun_again_when_its_cards_are_mended() throws SQLException {
    UUID card = openCard();
    UUID other = house.create(House.card("花", "一", "はな", "はじめ", "hana@aozora.example"));
    String flip =
        "update cards set value_sealed[n] = set_byte(value_sealed[n], 40, get_byte(value_sealed[n], 40) # 1)"
            + " from generate_series(1, 20) n where id = '"
            + card
            + "' and value_names[n] = 'phone.1'";
    asAdmin(flip);
    operator.rotateIndexKey();
    await().atMost(PATIENCE).until(() -> state().equals("failed"));
    String failed = newest().body("broken", equalTo(1)).extract().path("items[0].id");
    house
        .as("privacy-officer")
        .get("/v1/key-work/" + failed)
        .then()
        .body("brokenCards", equalTo(List.of(card.toString())));
    house
        .as("administrator")
        .get("/v1/key-work/" + failed)
        .then()
        .statusCode(200)
        .body("broken", equalTo(1))
        .body("brokenCards", equalTo(null));
    asAdmin(flip);

    for (String role : List.of("member", "integrator", "auditor", "administrator", "service")) {
      house.as(role).post("/v1/key-work/reindex").then().statusCode(403);
    }
    String again =
        house
            .as("privacy-officer")
            .post("/v1/key-work/reindex")
            .then()
            .statusCode(202)
            .body("kind", equalTo("reindex"))
            .body("version", equalTo(2))
            .extract()
            .path("id");

    assertThat(again).isNotEqualTo(failed);
    await().atMost(PATIENCE).until(() -> state().equals("finished"));
    isFoundUnder(2, card);
    isFoundUnder(2, other);
    assertThat(operator.indexVersions()).containsExactly(2);
    assertThat(house.lastRecord("key-work.begin").at("/details/kind").asText())
        .isEqualTo("reindex");
  }

  @Test
  void whoever_begins_what_runs_already_joins_it() {
    openCard();
    try (HeldWorker held = new HeldWorker(database)) {
      assertThat(held).isNotNull();
      rotateTo(2);
      String running = newest().extract().path("items[0].id");
      house
          .as("privacy-officer")
          .post("/v1/key-work/reindex")
          .then()
          .statusCode(202)
          .header("Location", endsWith("/v1/key-work/" + running))
          .body("id", equalTo(running));
      assertThat(house.lastRecord("key-work.begin").at("/details/joined").asBoolean()).isTrue();
    }
    await().atMost(PATIENCE).until(() -> state().equals("finished"));
  }

  @Test
  void work_is_listed_page_by_page() {
    List<String> begun = new ArrayList<>();
    for (int n = 0; n < 3; n++) {
      begun.addFirst(
          house
              .as("privacy-officer")
              .post("/v1/key-work/reseal")
              .then()
              .statusCode(202)
              .extract()
              .path("id"));
      await().atMost(PATIENCE).until(() -> state().equals("finished"));
    }

    String next = page(null).body("items.id", equalTo(begun.subList(0, 2))).extract().path("next");
    page(next).body("items.id", equalTo(begun.subList(2, 3))).body("next", equalTo(null));
    page("none-of-ours").statusCode(400);
  }

  private ValidatableResponse page(@Nullable String cursor) {
    RequestSpecification request = house.as("privacy-officer").queryParam("limit", 2);
    return (cursor == null ? request : request.queryParam("cursor", cursor))
        .get("/v1/key-work")
        .then();
  }

  private UUID openCard() {
    UUID card = house.withPurpose().create(House.sato());
    house.consent(card, PURPOSE, "ConsentGiven");
    return card;
  }

  private void rotateTo(int version) {
    operator.rotateIndexKey();
    await()
        .atMost(PATIENCE)
        .until(() -> house.count("key_work", "state = 'running' and version = " + version) == 1);
  }

  private KeyWork running() {
    return transactions.call(
        house.tenant(), () -> table.running(new KeyWork.Kind.Reindex(1)).orElseThrow());
  }

  private void isFoundUnder(int version, UUID card) {
    String of = "card_id = '" + card + "' and key_version ";
    assertThat(house.count("blind_indexes", of + "= " + version)).isPositive();
    assertThat(house.count("blind_indexes", of + "<> " + version)).isZero();
    if (house.count("processing_states", "card_id = '" + card + "'") > 0) {
      house
          .search(Map.of("purpose", PURPOSE, "phone", "0301234567"))
          .body("items.id", equalTo(List.of(card.toString())));
    }
  }

  private ValidatableResponse newest() {
    return house.as("privacy-officer").get("/v1/key-work").then().rootPath("items[0]");
  }

  private String state() {
    String state = house.as("privacy-officer").get("/v1/key-work").path("items[0].state");
    return state == null ? "" : state;
  }

  /** How many transactions of the service wait for a row of somebody else's. */
  private long waiting() throws SQLException {
    try (Connection admin = database.asAdmin();
        Statement sql = admin.createStatement();
        var row =
            sql.executeQuery(
                "select count(*) from pg_stat_activity where datname = current_database()"
                    + " and wait_event_type = 'Lock' and query like '%key_work%'")) {
      row.next();
      return row.getLong(1);
    }
  }

  private void asAdmin(String statement) throws SQLException {
    try (Connection admin = database.asAdmin();
        Statement sql = admin.createStatement()) {
      sql.execute(statement);
    }
  }
}
