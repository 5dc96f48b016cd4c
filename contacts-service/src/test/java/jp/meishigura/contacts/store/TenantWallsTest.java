package jp.meishigura.contacts.store;

import static jp.meishigura.contacts.testing.House.PURPOSE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.hamcrest.Matchers.equalTo;

import io.quarkus.test.junit.QuarkusTest;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import jp.meishigura.contacts.testing.ContactsTest;
import jp.meishigura.contacts.testing.House;
import org.junit.jupiter.api.Test;

/** Tenants are kept apart twice: each wall is tried with the other one taken away. */
@QuarkusTest
class TenantWallsTest extends ContactsTest {

  private static final List<String> TABLES =
      List.of(
          "cards",
          "blind_indexes",
          "purposes",
          "processing_states",
          "imports",
          "import_rejects",
          "erasures",
          "index_versions",
          "key_work",
          "retiring_keys");

  @Test
  void another_tenant_gets_nothing() {
    attack();
  }

  @Test
  void the_code_keeps_tenants_apart_without_row_level_security() {
    TABLES.forEach(
        table -> database.asOwner("alter table " + table + " disable row level security"));
    try {
      attack();
    } finally {
      TABLES.forEach(
          table -> database.asOwner("alter table " + table + " enable row level security"));
    }
  }

  private void attack() {
    UUID card = house.withPurpose().create(House.sato());
    UUID erased = erased();
    UUID work = keyWork();
    house.consent(card, PURPOSE, "ConsentGiven");
    house.search(Map.of("purpose", PURPOSE, "name", "佐藤")).body("items.size()", equalTo(1));
    String importId =
        house
            .as("integrator")
            .contentType("text/csv")
            .body("会社名,氏名\n,\n")
            .post("/v1/imports")
            .then()
            .statusCode(200)
            .extract()
            .asString()
            .replaceAll("(?s).*\"import\":\"([^\"]+)\".*", "$1");
    House thief = otherHouse().withPurpose();
    UUID own = thief.create(House.card("林", "花", "はやし", "はな", "hana@thief.example"));
    thief.consent(own, PURPOSE, "ConsentGiven");

    thief.as("privacy-officer").post("/v1/cards/" + card + "/erasure").then().statusCode(404);
    // That another tenant has erased this card keeps no news of an own one away.
    thief.consent(erased, PURPOSE, "ConsentGiven", 1, House.FIELDS, null);
    thief.awaitState(erased, PURPOSE, "ConsentGiven");
    thief.as("privacy-officer").post("/v1/cards/" + card + "/reseal").then().statusCode(404);
    thief.as("privacy-officer").get("/v1/key-work/" + work).then().statusCode(404);
    thief.as("privacy-officer").get("/v1/key-work").then().body("items.size()", equalTo(0));
    thief.view(card, null).statusCode(404);
    thief.view(card, PURPOSE).statusCode(404);
    thief.reveal(card, PURPOSE, "phone").statusCode(404);
    thief
        .member()
        .header("If-Match", "\"1\"")
        .body(House.sato())
        .put("/v1/cards/" + card)
        .then()
        .statusCode(404);
    thief
        .as("service")
        .body(Map.of("purpose", PURPOSE, "channel", "email", "request", UUID.randomUUID()))
        .post("/v1/cards/" + card + "/recipient")
        .then()
        .statusCode(404);
    thief.member().get("/v1/imports/" + importId).then().statusCode(404);
    for (Map<String, Object> question :
        List.<Map<String, Object>>of(
            Map.of("purpose", PURPOSE, "phone", "0301234567"),
            Map.of("purpose", PURPOSE, "email", "taro.sato@aozora.example"),
            Map.of("purpose", PURPOSE, "name", "佐藤"))) {
      thief.search(question).statusCode(200).body("items.size()", equalTo(0));
    }
    thief.member().get("/v1/cards").then().body("items.id", equalTo(List.of(own.toString())));
    thief
        .member()
        .queryParam("purpose", PURPOSE)
        .get("/v1/cards")
        .then()
        .body("items.id", equalTo(List.of(own.toString())));
    thief
        .member()
        .queryParam("purpose", PURPOSE)
        .queryParam("order", "created")
        .get("/v1/cards")
        .then()
        .body("items.id", equalTo(List.of(own.toString())));
    // A state that another tenant's event tells of this card changes nothing here.
    thief.consent(card, PURPOSE, "ConsentWithdrawn", 99, House.FIELDS, null);
    thief.awaitState(card, PURPOSE, "ConsentWithdrawn");
    house.reveal(card, PURPOSE, "phone").statusCode(200);
  }

  /**
   * What rotated keys leave behind of this tenant; the times are far, so that nobody acts on it.
   */
  private UUID keyWork() {
    UUID work = UUID.randomUUID();
    String tenant = house.tenant().id().toString();
    try (Connection admin = database.asAdmin();
        Statement sql = admin.createStatement()) {
      sql.execute("insert into index_versions values ('" + tenant + "', 1)");
      sql.execute(
          "insert into key_work (id, tenant_id, tenant_alias, kind, actor, state, total,"
              + " started_at, finished_at) values ('%s', '%s', 'x', 'reseal', 'x', 'finished', 1, now(), now())"
                  .formatted(work, tenant));
      sql.execute(
          "insert into retiring_keys values ('%s', 'x', gen_random_uuid(), '2100-01-01')"
              .formatted(tenant));
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
    return work;
  }

  private UUID erased() {
    UUID erased = house.create(House.sato());
    house.as("privacy-officer").post("/v1/cards/" + erased + "/erasure").then().statusCode(200);
    return erased;
  }

  @Test
  void postgresql_keeps_tenants_apart_without_the_code() throws SQLException {
    UUID card = house.withPurpose().create(House.sato());
    house.consent(card, PURPOSE, "ConsentGiven");
    erased();
    keyWork();
    house
        .as("integrator")
        .contentType("text/csv")
        .body("会社名,氏名\n,\n")
        .post("/v1/imports")
        .then()
        .statusCode(200);
    House thief = otherHouse();
    try (Connection app = database.asApp();
        Statement sql = app.createStatement()) {
      for (String tenant : List.of("", thief.tenant().id().toString())) {
        sql.execute("select set_config('app.tenant', '" + tenant + "', false)");
        for (String table : TABLES) {
          assertThat(count(sql, table)).as(table).isZero();
        }
        assertThat(
                sql.executeUpdate(
                    "update processing_states set status = 'ConsentGiven' where card_id = '"
                        + card
                        + "'"))
            .isZero();
        assertThat(sql.executeUpdate("update cards set revision = 9")).isZero();
      }
      sql.execute("select set_config('app.tenant', '" + house.tenant().id() + "', false)");
      for (String table : TABLES) {
        assertThat(count(sql, table)).as(table).isPositive();
      }
      // Nor may anybody write into another tenant.
      assertThatThrownBy(
              () ->
                  sql.execute(
                      "insert into purposes values ('"
                          + thief.tenant().id()
                          + "', 'x', 1, '{phone}', now())"))
          .isInstanceOf(SQLException.class)
          .hasMessageContaining("row-level security");
    }
  }

  @Test
  void the_service_may_not_delete_cards_nor_rewrite_whose_they_are() throws SQLException {
    house.withPurpose().consent(house.create(House.sato()), PURPOSE, "ConsentGiven");
    try (Connection app = database.asApp();
        Statement sql = app.createStatement()) {
      sql.execute("select set_config('app.tenant', '" + house.tenant().id() + "', false)");
      for (String forbidden :
          List.of(
              "delete from cards",
              "update cards set tenant_id = gen_random_uuid()",
              "update cards set key_id = gen_random_uuid()",
              "delete from processing_states",
              "update erasures set card_id = gen_random_uuid()",
              "delete from erasures",
              "update outbox set data = '{}'",
              "delete from outbox",
              "alter table cards disable row level security",
              "truncate cards cascade")) {
        assertThatThrownBy(() -> sql.execute(forbidden))
            .as(forbidden)
            .isInstanceOf(SQLException.class);
      }
    }
  }

  @Test
  void every_table_of_a_tenant_forces_row_level_security() throws SQLException {
    try (Connection admin = database.asAdmin();
        Statement sql = admin.createStatement();
        ResultSet row =
            sql.executeQuery(
                "select c.relname from pg_class c join pg_attribute a on a.attrelid = c.oid"
                    + " where c.relkind = 'r' and a.attname = 'tenant_id'"
                    + " and not (c.relrowsecurity and c.relforcerowsecurity)")) {
      assertThat(row.next()).as("a table without forced row-level security").isFalse();
    }
  }

  private static long count(Statement sql, String table) throws SQLException {
    try (ResultSet row = sql.executeQuery("select count(*) from " + table)) {
      row.next();
      return row.getLong(1);
    }
  }
}
