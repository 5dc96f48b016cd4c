package jp.meishigura.audit.api;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasKey;
import static org.hamcrest.Matchers.not;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import jp.meishigura.audit.LogUnderTest;
import jp.meishigura.audit.SampleEvent;
import jp.meishigura.platform.caller.Tenant;
import jp.meishigura.platform.testing.FromStand;
import jp.meishigura.platform.testing.StandDatabase;
import jp.meishigura.platform.testing.StandResource;
import jp.meishigura.platform.testing.StandTopics;
import jp.meishigura.platform.testing.TestIssuer;
import jp.meishigura.platform.testing.TestTenants;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@QuarkusTestResource(StandResource.class)
class EntriesTest {

  private static final Instant NOON = Instant.parse("2026-11-02T03:00:00Z");

  @FromStand StandDatabase database;
  @FromStand StandTopics topics;
  @FromStand TestIssuer issuer;

  private final Tenant tenant = TestTenants.fresh();
  private LogUnderTest log;

  @BeforeEach
  void connect() {
    log = new LogUnderTest(database, topics, issuer);
  }

  private SampleEvent event(String action) {
    return SampleEvent.of(tenant, action);
  }

  private static List<String> ids(SampleEvent... events) {
    return List.of(events).stream().map(event -> event.id().toString()).toList();
  }

  @Test
  void an_entry_says_who_did_what_to_which_card_for_which_purpose() {
    UUID card = UUID.randomUUID();
    log.append(
        event("card.reveal")
            .card(card)
            .with("decision", "refused")
            .with("reason", "locked")
            .with("purpose", "sales-follow-up")
            .details(Map.of("count", 1)));

    log.auditor(tenant)
        .queryParam("card", card)
        .get("/v1/entries")
        .then()
        .statusCode(200)
        .header("Cache-Control", containsString("no-store"))
        .body("items.size()", equalTo(1))
        .body("items[0].at", equalTo("2026-11-02T00:00:00.123456789Z"))
        .body("items[0].service", equalTo("contacts-service"))
        .body("items[0].actor.kind", equalTo("person"))
        .body("items[0].actor.id", equalTo("somebody"))
        .body("items[0].actor.client", equalTo("web"))
        .body("items[0].action", equalTo("card.reveal"))
        .body("items[0].decision", equalTo("refused"))
        .body("items[0].reason", equalTo("locked"))
        .body("items[0].card", equalTo(card.toString()))
        .body("items[0].purpose", equalTo("sales-follow-up"))
        .body("items[0].details.count", equalTo(1))
        .body("items[0]", not(hasKey("fields")))
        .body("$", not(hasKey("next")));
  }

  @Test
  void entries_come_in_the_order_of_their_arrival_whatever_their_clocks_said() {
    List<SampleEvent> events =
        IntStream.range(0, 30)
            .mapToObj(place -> event("card.read").at(NOON.minusSeconds(place * 60L)))
            .toList();
    log.append(events);

    assertThat(log.ids(tenant, Map.of()))
        .containsExactlyElementsOf(events.stream().map(one -> one.id().toString()).toList());
  }

  @Test
  void entries_are_found_by_actor_card_action_decision_purpose_and_time() {
    UUID card = UUID.randomUUID();
    SampleEvent first = event("card.read").by("hanako").card(card).at(NOON);
    SampleEvent second = event("card.reveal").by("hanako").card(card).at(NOON.plusSeconds(60));
    SampleEvent third =
        event("card.reveal")
            .by("jiro")
            .with("decision", "refused")
            .with("purpose", "sales-follow-up")
            .at(NOON.plusSeconds(120));
    log.append(first, second, third);

    assertThat(log.ids(tenant, Map.of("purpose", "sales-follow-up"))).isEqualTo(ids(third));
    assertThat(log.ids(tenant, Map.of("purpose", "sales"))).isEmpty();

    assertThat(log.ids(tenant, Map.of("actor", "hanako"))).isEqualTo(ids(first, second));
    assertThat(log.ids(tenant, Map.of("card", card))).isEqualTo(ids(first, second));
    assertThat(log.ids(tenant, Map.of("action", "card.reveal"))).isEqualTo(ids(second, third));
    assertThat(log.ids(tenant, Map.of("decision", "refused"))).isEqualTo(ids(third));
    assertThat(log.ids(tenant, Map.of("actor", "hanako", "action", "card.reveal")))
        .isEqualTo(ids(second));
    assertThat(log.ids(tenant, Map.of("actor", "nobody"))).isEmpty();
    // The earliest time belongs to the answer, the end does not.
    assertThat(
            log.ids(tenant, Map.of("from", "2026-11-02T03:01:00Z", "to", "2026-11-02T03:02:00Z")))
        .isEqualTo(ids(second));
    assertThat(
            log.ids(
                tenant, Map.of("from", "2026-11-02T12:02:00+09:00", "to", "2026-11-03T00:00:00Z")))
        .isEqualTo(ids(third));
  }

  @Test
  void paging_shows_the_log_as_it_was_when_it_began() {
    List<SampleEvent> before =
        IntStream.range(0, 10).mapToObj(place -> event("card.read")).toList();
    log.append(before);

    List<String> seen = new ArrayList<>();
    String cursor = null;
    int pages = 0;
    do {
      var request = log.auditor(tenant).queryParam("limit", 3);
      if (cursor != null) {
        request.queryParam("cursor", cursor);
      }
      var page = request.get("/v1/entries").then().statusCode(200).extract().jsonPath();
      seen.addAll(page.getList("items.id", String.class));
      cursor = page.getString("next");
      pages++;
      log.append(event("card.list"), SampleEvent.of(TestTenants.fresh(), "card.list"));
    } while (cursor != null);

    assertThat(seen)
        .containsExactlyElementsOf(before.stream().map(one -> one.id().toString()).toList());
    assertThat(pages).isEqualTo(4);
    // Four of the test's own, and four that tell of the pages.
    assertThat(log.ids(tenant, Map.of())).hasSize(14);
  }

  @Test
  void a_single_entry_is_read_by_its_place() {
    SampleEvent event = event("import.run");
    log.append(event);
    long leaf = log.number("select leaf_index from entries where event_id = ?", event.id());

    log.auditor(tenant)
        .get("/v1/entries/" + leaf)
        .then()
        .statusCode(200)
        .body("leafIndex", equalTo((int) leaf))
        .body("id", equalTo(event.id().toString()));
  }

  @ParameterizedTest
  @ValueSource(strings = {"999999999", "-1"})
  void a_place_that_the_tenant_has_no_entry_at_is_not_found(String place) {
    log.auditor(tenant)
        .get("/v1/entries/" + place)
        .then()
        .statusCode(404)
        .contentType("application/problem+json")
        .body("type", equalTo("urn:meishigura:problem:no-such-entry"));
  }

  @ParameterizedTest
  @CsvSource({
    "card, 12",
    "action, card.revael",
    "decision, denied",
    "from, yesterday",
    "to, 2026-11-02T12:00:00 09:00",
    "from, +999999999-01-01T00:00:00Z",
    "limit, 0",
    "limit, 501",
    "limit, many",
  })
  void a_filter_that_cannot_be_understood_is_refused_and_not_answered_with_nothing(
      String name, String value) {
    log.auditor(tenant)
        .queryParam(name, value)
        .get("/v1/entries")
        .then()
        .statusCode(400)
        .contentType("application/problem+json")
        .body("type", equalTo("urn:meishigura:problem:invalid-parameter"))
        .body("parameter", equalTo(name));
  }

  @ParameterizedTest
  @ValueSource(strings = {"actor", "purpose"})
  void a_text_that_postgresql_could_not_be_asked_for_is_refused(String name) {
    log.auditor(tenant)
        .queryParam(name, "a\u0000b")
        .get("/v1/entries")
        .then()
        .statusCode(400)
        .body("parameter", equalTo(name));
  }

  @ParameterizedTest
  @ValueSource(strings = {"rubbish", "bnVsbA", "eyJmcm9tIjoiYSJ9"})
  void a_cursor_of_somebody_elses_making_is_refused(String cursor) {
    log.auditor(tenant)
        .queryParam("cursor", cursor)
        .get("/v1/entries")
        .then()
        .statusCode(400)
        .body("type", equalTo("urn:meishigura:problem:invalid-cursor"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"member", "administrator", "privacy-officer", "integrator", "service"})
  void nobody_but_an_auditor_reads_the_log_and_the_attempt_is_an_entry(String role) {
    UUID card = UUID.randomUUID();
    log.append(event("card.read").card(card));

    for (String path : List.of("/v1/entries", "/v1/entries/0")) {
      log.as(tenant, role)
          .get(path)
          .then()
          .statusCode(403)
          .contentType("application/problem+json")
          .body("type", equalTo("urn:meishigura:problem:role-missing"))
          .body("$", not(hasKey("items")));
    }
    log.awaitNumber(
        2,
        "select count(*) from entries where tenant_id = ? and action = 'access.refused'"
            + " and decision = 'refused' and service = 'audit-service'",
        tenant.id());
  }

  @Test
  void tokens_for_other_services_or_of_one_factor_are_refused() {
    given().get("/v1/entries").then().statusCode(401);
    given()
        .header(
            "Authorization",
            "Bearer " + issuer.person(tenant, "auditor").audience("contacts-service").sign())
        .get("/v1/entries")
        .then()
        .statusCode(401);
    given()
        .header(
            "Authorization",
            "Bearer "
                + issuer.person(tenant, "auditor").audience("audit-service").acr("aal1").sign())
        .get("/v1/entries")
        .then()
        .statusCode(403)
        .body("type", equalTo("urn:meishigura:problem:second-factor-needed"));
  }

  @Test
  void each_query_is_an_entry_that_tells_what_was_asked() {
    UUID card = UUID.randomUUID();
    log.append(event("card.read").card(card));
    log.auditor(tenant).queryParam("card", card).queryParam("limit", 5).get("/v1/entries");
    log.auditor(tenant).get("/v1/entries/999999999");
    log.awaitNumber(
        2,
        "select count(*) from entries where tenant_id = ? and action = 'audit.query'",
        tenant.id());

    log.auditor(tenant)
        .queryParam("action", "audit.query")
        .get("/v1/entries")
        .then()
        .body("items[0].card", equalTo(card.toString()))
        .body("items[0].decision", equalTo("allowed"))
        .body("items[0].details.kind", equalTo("entries"))
        .body("items[0].details.returned", equalTo(1))
        .body("items[1].decision", equalTo("refused"))
        .body("items[1].reason", equalTo("no-such-entry"));
  }

  @Test
  void without_a_record_of_the_query_no_data_leave() {
    log.append(event("card.read").by("hanako"));
    log.withoutRecords(
        () ->
            log.auditor(tenant)
                .get("/v1/entries")
                .then()
                .statusCode(500)
                .body(not(containsString("hanako"))));
  }

  @Test
  void the_code_alone_keeps_tenants_apart() {
    SampleEvent event = event("card.read");
    log.append(event);
    long leaf = log.number("select leaf_index from entries where event_id = ?", event.id());
    Tenant other = TestTenants.fresh();

    database.asOwner("alter table entries disable row level security");
    try {
      log.auditor(other).get("/v1/entries").then().statusCode(200).body("items", empty());
      log.auditor(other).get("/v1/entries/" + leaf).then().statusCode(404);
    } finally {
      database.asOwner("alter table entries enable row level security");
    }
  }
}
