package jp.meishigura.consent.api;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;

import io.quarkus.test.junit.QuarkusTest;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;
import jp.meishigura.consent.domain.link.LinkToken;
import jp.meishigura.consent.testing.House;
import jp.meishigura.consent.testing.Inbox;
import jp.meishigura.platform.testing.TestLog;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Each wall by itself: what is stored, what is logged, and who is kept out by what. */
@QuarkusTest
class WallsTest extends ServiceTest {

  private static final List<String> TENANTS_TABLES =
      List.of(
          "purposes",
          "notices",
          "consent_requests",
          "consent_events",
          "deliveries",
          "links",
          "erasures");

  private String address;
  private UUID card;
  private UUID erased;

  @BeforeEach
  void prepare() {
    house.withPurpose();
    address = House.freshAddress();
    card = contacts.cardOf(address);
    erased = contacts.cardOf(House.freshAddress());
    gateway.erase(house.tenant(), erased);
  }

  private static long count(Statement sql, String query) throws SQLException {
    try (ResultSet row = sql.executeQuery(query)) {
      row.next();
      return row.getLong(1);
    }
  }

  @Test
  void neither_token_nor_address_is_anywhere_in_the_database_in_kafka_or_in_the_log() {
    String token = house.linkFor(card, address);
    House.look(token).statusCode(200);
    House.answer(token, "give").statusCode(303);
    House.answer(token, "refuse").statusCode(409);
    House.answer(token, "withdraw").statusCode(303);
    byte[] raw = Base64.getUrlDecoder().decode(token);
    String dump = database.dump();
    String log = TestLog.text();
    StringBuilder events = new StringBuilder();
    for (String topic : List.of("audit", "consent")) {
      topics
          .readUntil(
              topic,
              record -> new String(record.value(), UTF_8).contains("ithdraw"),
              Duration.ofSeconds(20))
          .forEach(record -> events.append(new String(record.value(), UTF_8)));
    }
    String local = address.substring(0, address.indexOf('@'));
    for (String secret :
        List.of(
            token,
            local,
            HexFormat.of().formatHex(raw),
            Base64.getEncoder().encodeToString(raw),
            HexFormat.of().formatHex(token.getBytes(UTF_8)),
            HexFormat.of().formatHex(local.getBytes(UTF_8)))) {
      assertThat(dump).doesNotContain(secret);
      assertThat(log).doesNotContain(secret);
      assertThat(events.toString()).doesNotContain(secret);
    }
    assertThat(dump).contains(card.toString());
  }

  @Test
  void postgresql_keeps_tenants_apart_by_itself() throws SQLException {
    house.linkFor(card, address);
    House other = new House(issuer).withPurpose();
    try (Connection app = database.asApp();
        Statement sql = app.createStatement()) {
      for (String table : TENANTS_TABLES) {
        assertThat(count(sql, "select count(*) from " + table)).as(table).isZero();
      }
      sql.execute("select set_config('app.tenant', '" + other.tenant().id() + "', false)");
      for (String table : TENANTS_TABLES) {
        String foreign = " where tenant_id = '" + house.tenant().id() + "'";
        assertThat(count(sql, "select count(*) from " + table + foreign)).as(table).isZero();
      }
      assertThat(count(sql, "select count(*) from purposes")).isEqualTo(1);
      assertThatThrownBy(
              () ->
                  sql.execute(
                      "insert into purposes values ('"
                          + house.tenant().id()
                          + "', 'smuggled', 1, '{name}', 1, 'x', now())"))
          .hasMessageContaining("row-level security");
      sql.execute("select set_config('app.tenant', '" + house.tenant().id() + "', false)");
      for (String table : TENANTS_TABLES) {
        assertThat(count(sql, "select count(*) from " + table)).as(table).isPositive();
      }
    }
  }

  @Test
  void the_system_sees_the_queue_and_one_link_whose_hash_it_knows_and_no_more()
      throws SQLException {
    String token = house.linkFor(card, address);
    try (Connection app = database.asApp();
        Statement sql = app.createStatement()) {
      sql.execute("select set_config('app.system', 'on', false)");
      for (String table : TENANTS_TABLES) {
        long seen = count(sql, "select count(*) from " + table);
        assertThat(seen > 0).as(table).isEqualTo(table.equals("deliveries"));
      }
      String hash = LinkToken.parse(token).orElseThrow().hash().hex();
      sql.execute("select set_config('app.link', '" + hash + "', false)");
      assertThat(count(sql, "select count(*) from links")).isEqualTo(1);
    }
  }

  @Test
  void what_was_said_can_be_neither_changed_nor_deleted_by_the_service() throws SQLException {
    house.linkFor(card, address);
    try (Connection app = database.asApp();
        Statement sql = app.createStatement()) {
      sql.execute("select set_config('app.tenant', '" + house.tenant().id() + "', false)");
      for (String table : TENANTS_TABLES) {
        assertThatThrownBy(() -> sql.execute("delete from " + table))
            .as(table)
            .hasMessageContaining("permission denied");
        assertThatThrownBy(() -> sql.execute("update " + table + " set tenant_id = tenant_id"))
            .as(table)
            .hasMessageContaining("permission denied");
      }
      assertThatThrownBy(
              () -> sql.execute("alter table consent_events disable trigger record_is_open"))
          .hasMessageContaining("must be owner");
      assertThatThrownBy(() -> sql.execute("alter table links disable row level security"))
          .hasMessageContaining("must be owner");
    }
  }

  @Test
  void nothing_is_added_to_the_record_of_an_erased_person_by_the_service() throws SQLException {
    String request = house.ask(card).statusCode(201).extract().path("id");
    try (Connection app = database.asApp();
        Statement sql = app.createStatement()) {
      sql.execute("select set_config('app.tenant', '" + house.tenant().id() + "', false)");
      for (String smuggled :
          List.of(
              "insert into consent_requests values ('%s', gen_random_uuid(), '%s', '"
                  + House.PURPOSE
                  + "', 1, 'email', 'x', now())",
              "insert into consent_events values ('%s', '%s', 9, '"
                  + House.PURPOSE
                  + "', '"
                  + request
                  + "', 'ConsentGiven', now(), 'ja', now())")) {
        assertThatThrownBy(() -> sql.execute(smuggled.formatted(house.tenant().id(), erased)))
            .hasMessageContaining("takes nothing more");
        assertThat(sql.executeUpdate(smuggled.formatted(house.tenant().id(), card))).isEqualTo(1);
      }
      assertThat(
              sql.executeUpdate(
                  "insert into erasures select * from erasures on conflict do nothing"))
          .isZero();
    }
  }

  @Test
  void every_table_of_a_tenant_forces_row_level_security() throws SQLException {
    try (Connection admin = database.asAdmin();
        Statement sql = admin.createStatement()) {
      String tables =
          "select count(*) from pg_class c join pg_attribute a on a.attrelid = c.oid"
              + " where c.relkind = 'r' and a.attname = 'tenant_id'";
      assertThat(count(sql, tables)).isGreaterThan(TENANTS_TABLES.size());
      assertThat(count(sql, tables + " and not (c.relrowsecurity and c.relforcerowsecurity)"))
          .isZero();
    }
  }

  /** With PostgreSQL's wall taken down, the code's own wall must still stand. */
  @Test
  void the_code_keeps_tenants_apart_by_itself() {
    String request = house.ask(card).statusCode(201).extract().path("id");
    Inbox.first(address);
    House other = new House(issuer);
    TENANTS_TABLES.forEach(
        table -> database.asOwner("alter table " + table + " disable row level security"));
    try {
      other.as("member").get("/v1/purposes").then().statusCode(200).body("items", hasSize(0));
      other.as("member").get("/v1/purposes/" + House.PURPOSE).then().statusCode(404);
      other.as("member").get("/v1/consent-requests/" + request).then().statusCode(404);
      other
          .as("member")
          .queryParam("card", card)
          .get("/v1/consent-requests")
          .then()
          .body("items", hasSize(0));
      assertThat(other.status(card)).isNull();
      other.ask(card).statusCode(422);
      other.withPurpose().ask(erased).statusCode(201);
      gateway.erase(other.tenant(), card);
      assertThat(house.status(card)).isEqualTo("ConsentRequested");
    } finally {
      TENANTS_TABLES.forEach(
          table -> database.asOwner("alter table " + table + " enable row level security"));
    }
  }

  @Test
  void a_page_that_fails_is_still_a_page_and_the_log_keeps_the_token_out() {
    String token = house.linkFor(card, address);
    database.asOwner("alter table links rename to links_gone");
    try {
      House.look(token)
          .statusCode(500)
          .contentType("text/html; charset=UTF-8")
          .header("Referrer-Policy", equalTo("no-referrer"))
          .body(containsString("ただいま表示できません"));
      House.answer(token, "give").statusCode(500);
    } finally {
      database.asOwner("alter table links_gone rename to links");
    }
    assertThat(TestLog.text()).doesNotContain(token);
    assertThat(house.status(card)).isEqualTo("ConsentRequested");
  }
}
