package jp.meishigura.audit.detect;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.IntStream;
import jp.meishigura.audit.LogUnderTest;
import jp.meishigura.audit.SampleEvent;
import jp.meishigura.audit.domain.detect.LogTenants;
import jp.meishigura.audit.domain.detect.TestRules;
import jp.meishigura.audit.domain.outlet.Positions;
import jp.meishigura.audit.domain.outlet.Tail;
import jp.meishigura.audit.domain.sequence.Streams;
import jp.meishigura.audit.domain.tree.Contradictions;
import jp.meishigura.platform.caller.Tenant;
import jp.meishigura.platform.service.Monotonic;
import jp.meishigura.platform.testing.FromStand;
import jp.meishigura.platform.testing.StandDatabase;
import jp.meishigura.platform.testing.StandResource;
import jp.meishigura.platform.testing.StandTopics;
import jp.meishigura.platform.testing.TestIssuer;
import jp.meishigura.platform.testing.TestTenants;
import jp.meishigura.platform.tx.TenantTransactions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Each detection on the real log and database, what follows from it, and who may see it. */
@QuarkusTest
@QuarkusTestResource(StandResource.class)
@Timeout(120)
class FindingsTest {

  /** A Monday, eleven in the morning in Tokyo. */
  private static final Instant MONDAY = Instant.parse("2026-11-02T02:00:00Z");

  @FromStand StandDatabase database;
  @FromStand StandTopics topics;
  @FromStand TestIssuer issuer;

  @Inject Steps steps;
  @Inject Streams streams;
  @Inject Contradictions contradictions;
  @Inject Positions positions;
  @Inject Openings openings;
  @Inject Clock wall;
  @Inject TenantTransactions transactions;
  @Inject LogTenants tenants;
  @Inject Tail tail;
  @Inject MeterRegistry registry;
  @Inject Monotonic clock;
  @Inject ObjectMapper json;

  private final Tenant tenant = TestTenants.fresh();
  private final UUID thief = UUID.randomUUID();
  private final UUID honey = UUID.randomUUID();
  private final UUID holder = UUID.randomUUID();
  private LogUnderTest log;

  @BeforeEach
  void log() {
    log = new LogUnderTest(database, topics, issuer);
  }

  private TenantWatch watch() {
    return new TenantWatch(tenant.id(), TestRules.low(honey.toString()), 0);
  }

  /** Looks at all that there is. */
  private void look(TenantWatch watch, UUID by) {
    boolean more = true;
    while (more) {
      more =
          switch (steps.step(watch, by, 0)) {
            case Steps.Outcome.Elsewhere _ -> throw new AssertionError("another one looks");
            case Steps.Outcome.Ruled _ -> throw new AssertionError("other rules");
            case Steps.Outcome.Behind(long next) -> {
              watch.is(steps.recount(watch, next));
              yield true;
            }
            case Steps.Outcome.Went(long next, var _, boolean again) -> {
              watch.is(new TenantWatch.Counted(watch.counted().detector(), next));
              yield again;
            }
          };
    }
  }

  private void look() {
    look(watch(), holder);
  }

  private List<SampleEvent> events(int count, String action, Instant from) {
    return IntStream.range(0, count)
        .mapToObj(
            i ->
                SampleEvent.of(tenant, action)
                    .by(thief.toString())
                    .card(UUID.randomUUID())
                    .at(from.plusSeconds(i)))
        .toList();
  }

  private static List<SampleEvent> refused(List<SampleEvent> events) {
    events.forEach(event -> event.with("decision", "refused").with("reason", "locked"));
    return events;
  }

  private long findings(String rule) {
    return log.number(
        "select count(*) from findings where tenant_id = ? and rule = ?", tenant.id(), rule);
  }

  private long stops() {
    return log.number(
        "select count(*) from release_stops where tenant_id = ? and person = ?",
        tenant.id(),
        thief);
  }

  private RequestSpecification as(Tenant where, String subject, String... roles) {
    return given()
        .header(
            "Authorization",
            "Bearer "
                + issuer.person(where, roles).subject(subject).audience("audit-service").sign());
  }

  private RequestSpecification officer() {
    return as(tenant, UUID.randomUUID().toString(), "privacy-officer");
  }

  private String onlyId() {
    return log.auditor(tenant).get("/v1/findings").jsonPath().getString("items[0].id");
  }

  @Test
  void many_cards_stop_the_person_and_one_fewer_does_not() {
    log.append(events(9, "card.read", MONDAY));
    look();
    assertThat(findings("cards-per-hour")).isZero();
    assertThat(stops()).isZero();

    log.append(events(1, "card.read", MONDAY.plusSeconds(30)));
    look();

    assertThat(findings("cards-per-hour")).isOne();
    assertThat(stops()).isOne();
  }

  @Test
  void a_page_of_a_list_counts_each_of_its_cards() {
    List<String> cards =
        IntStream.range(0, 10).mapToObj(i -> UUID.randomUUID().toString()).toList();
    log.append(
        SampleEvent.of(tenant, "card.list")
            .by(thief.toString())
            .at(MONDAY)
            .details(Map.of("cards", cards)));
    look();
    assertThat(findings("cards-per-hour")).isOne();
  }

  @Test
  void a_client_that_reads_much_is_nobody_whose_keys_are_stopped() {
    List<SampleEvent> reads = events(12, "card.read", MONDAY);
    reads.forEach(event -> event.kind("client"));
    log.append(reads);
    look();
    assertThat(findings("cards-per-hour")).isZero();
    assertThat(stops()).isZero();
  }

  @Test
  void reveals_have_a_ceiling_of_their_own() {
    log.append(events(8, "card.reveal", MONDAY));
    look();
    assertThat(findings("reveals-per-hour")).isOne();
    assertThat(findings("cards-per-hour")).isZero();
  }

  @Test
  void refusals_and_then_a_success_are_found_and_refusals_alone_are_not() {
    log.append(refused(events(10, "card.reveal", MONDAY)));
    look();
    assertThat(findings("refusals-then-success")).isZero();
    log.append(events(1, "card.reveal", MONDAY.plusSeconds(60)));
    look();
    assertThat(findings("refusals-then-success")).isOne();
    assertThat(stops()).isZero();
  }

  @Test
  void bulk_at_night_is_found_and_the_same_by_day_is_not() {
    log.append(events(5, "card.read", MONDAY));
    look();
    assertThat(findings("off-hours-bulk")).isZero();
    log.append(events(5, "card.read", MONDAY.plus(Duration.ofHours(12))));
    look();
    assertThat(findings("off-hours-bulk")).isOne();
  }

  @Test
  void mass_deletion_is_found_and_tidying_up_is_not() {
    log.append(events(3, "card.erase", MONDAY));
    look();
    assertThat(findings("mass-deletion")).isZero();
    log.append(events(1, "card.erase", MONDAY.plusSeconds(60)));
    look();
    assertThat(findings("mass-deletion")).isOne();
  }

  @Test
  void a_honey_card_stops_whoever_asks_for_it_and_its_neighbour_does_not() {
    log.append(events(1, "card.read", MONDAY));
    look();
    assertThat(findings("honey-card")).isZero();
    SampleEvent touch =
        SampleEvent.of(tenant, "card.reveal").by(thief.toString()).card(honey).at(MONDAY);
    log.append(refused(List.of(touch)));
    look();
    assertThat(findings("honey-card")).isOne();
    assertThat(stops()).isOne();
  }

  @Test
  void the_opening_is_on_record_once_and_reads_as_a_detection_finding() {
    log.append(events(15, "card.read", MONDAY));
    look();
    log.awaitNumber(
        1,
        "select count(*) from entries where tenant_id = ? and action = 'finding.open'",
        tenant.id());
    look();

    String event =
        log.auditor(tenant)
            .get("/v1/siem/events?from=0&limit=100")
            .then()
            .statusCode(200)
            .extract()
            .asString()
            .lines()
            .filter(line -> line.contains("\"class_uid\":2004"))
            .findFirst()
            .orElseThrow();
    assertThat(event)
        .contains("cards-per-hour")
        .contains(thief.toString())
        .contains("Access Revoked");
    assertThat(findings("cards-per-hour")).isOne();
  }

  @Test
  void killed_before_the_commit_nothing_is_kept_and_the_next_one_finds_it_once() {
    log.append(events(12, "card.read", MONDAY));
    log.withoutRecords(
        () -> assertThatThrownBy(this::look).isInstanceOf(IllegalStateException.class));
    assertThat(findings("cards-per-hour")).isZero();
    assertThat(stops()).isZero();
    assertThat(
            log.number(
                "select coalesce(max(next_leaf), 0) from outlet_positions"
                    + " where outlet = 'detections' and tenant_id = ?",
                tenant.id()))
        .isZero();

    look();
    assertThat(findings("cards-per-hour")).isOne();
    assertThat(stops()).isOne();
  }

  @Test
  void restarted_after_each_entry_it_finds_the_same_once() {
    // Of now: the finding's own record is, and what is weeks older would be late by weeks.
    for (SampleEvent event : events(14, "card.read", Instant.now().minusSeconds(60))) {
      log.append(event);
      look();
    }
    assertThat(findings("cards-per-hour")).isOne();
    assertThat(
            log.number(
                "select events from findings where tenant_id = ? and rule = 'cards-per-hour'",
                tenant.id()))
        .isEqualTo(14);
    log.awaitNumber(
        1,
        "select count(*) from entries where tenant_id = ? and action = 'finding.open'",
        tenant.id());
  }

  @Test
  void two_instances_that_look_at_the_same_log_find_it_once() throws Exception {
    List<SampleEvent> reads = events(40, "card.read", MONDAY);
    TenantWatch one = watch();
    look(one, holder);
    log.append(reads);
    // The other one's lease has ended while it was asleep.
    TenantWatch other = watch();
    assertThat(steps.step(other, UUID.randomUUID(), 0)).isInstanceOf(Steps.Outcome.Elsewhere.class);
    steps.release(one, holder);
    UUID second = UUID.randomUUID();
    look(other, second);
    steps.release(other, second);
    look(one, holder);
    assertThat(findings("cards-per-hour")).isOne();
    assertThat(
            log.number(
                "select events from findings where tenant_id = ? and rule = 'cards-per-hour'",
                tenant.id()))
        .isEqualTo(40);
  }

  @Test
  void what_was_there_before_detections_accuses_nobody() {
    log.append(events(30, "card.read", MONDAY));
    TenantWatch watch = watch();
    watch.is(steps.recount(watch, 0));
    Steps.Outcome outcome = steps.step(watch, holder, Long.MAX_VALUE);
    assertThat(outcome).isInstanceOf(Steps.Outcome.Went.class);
    assertThat(findings("cards-per-hour")).isZero();
  }

  @Test
  void it_runs_by_itself_and_finds_tenants_that_nobody_configured() throws Exception {
    TestSettings settings =
        new TestSettings(
            Map.of(
                tenant.id(),
                new TestSettings.Tenants(Optional.of(Set.of(honey)), Map.of("cards-per-hour", 10))),
            Optional.empty());
    Detections detections =
        new Detections(
            transactions,
            tenants,
            tail,
            steps,
            ofLog(settings),
            new RuleFile(settings, json),
            new DetectionMeters(registry, clock),
            settings);
    detections.start(new StartupEvent());
    try {
      log.append(events(12, "card.read", MONDAY));
      await().atMost(Duration.ofSeconds(30)).until(() -> findings("cards-per-hour") == 1);
      assertThat(
              registry.find("meishigura.findings.opened").tag("rule", "cards-per-hour").counters())
          .isNotEmpty();
    } finally {
      detections.stop(new ShutdownEvent());
    }
    // Whoever comes next does not wait for a lease to end.
    look();
  }

  private LogFindings ofLog(TestSettings settings) {
    return new LogFindings(
        transactions,
        streams,
        contradictions,
        positions,
        tail,
        openings,
        settings,
        tenant.alias(),
        wall);
  }

  @Test
  void records_that_do_not_come_are_a_finding_of_the_operators_once() {
    UUID stream = UUID.randomUUID();
    log.append(SampleEvent.of(TestTenants.fresh(), "card.read").numbered(stream, 0));
    LogFindings ofLog = ofLog(new TestSettings(Map.of(), Optional.of(tenant.id())));
    log.append(SampleEvent.of(TestTenants.fresh(), "card.read").numbered(stream, 4));
    ofLog.look(holder);
    ofLog.look(holder);
    // Another instance, which does not hold the lease, opens nothing.
    ofLog.look(UUID.randomUUID());

    assertThat(
            log.number(
                "select count(*) from findings where tenant_id = ? and rule = 'sequence-gap'"
                    + " and group_values[2] = ?::text and events = 3",
                tenant.id(),
                stream.toString()))
        .isOne();
    log.awaitNumber(
        1,
        "select count(*) from entries where tenant_id = ? and action = 'finding.open'"
            + " and convert_from(data, 'UTF8') like '%' || ? || '%'",
        tenant.id(),
        stream.toString());
  }

  @Test
  void auditors_and_privacy_officers_of_the_tenant_see_findings_page_by_page_on_record() {
    log.append(events(30, "card.reveal", MONDAY));
    look();
    List<String> rules = new ArrayList<>();
    String cursor = "";
    while (cursor != null) {
      var page =
          officer()
              .queryParams(cursor.isEmpty() ? Map.of() : Map.of("cursor", cursor))
              .queryParam("limit", 1)
              .get("/v1/findings")
              .then()
              .statusCode(200)
              .body("items", hasSize(1))
              .extract()
              .jsonPath();
      rules.add(page.getString("items[0].rule"));
      cursor = page.getString("next");
    }
    assertThat(rules)
        .containsExactlyInAnyOrder("cards-per-day", "cards-per-hour", "reveals-per-hour");
    log.auditor(tenant)
        .get("/v1/findings?rule=cards-per-day&state=closed")
        .then()
        .statusCode(200)
        .body("items", hasSize(1))
        .body("items[0].person", equalTo(thief.toString()));
    log.awaitNumber(
        4,
        "select count(*) from entries where tenant_id = ? and action = 'audit.query'"
            + " and convert_from(data, 'UTF8') like '%\"findings\"%'",
        tenant.id());
  }

  @Test
  void another_tenant_sees_nothing_and_other_roles_are_refused() {
    log.append(events(12, "card.read", MONDAY));
    look();
    String id = onlyId();
    Tenant other = TestTenants.fresh();
    log.auditor(other).get("/v1/findings").then().statusCode(200).body("items", hasSize(0));
    log.auditor(other).get("/v1/findings/" + id).then().statusCode(404);
    acknowledge(as(other, "somebody", "privacy-officer"), id, "incident").statusCode(404);
    for (String role : List.of("member", "administrator")) {
      log.as(tenant, role).get("/v1/findings").then().statusCode(403);
      log.as(tenant, role).get("/v1/findings/" + id).then().statusCode(403);
    }
    acknowledge(log.auditor(tenant), id, "incident").statusCode(403);
    given().get("/v1/findings").then().statusCode(401);
  }

  private static ValidatableResponse acknowledge(
      RequestSpecification by, String id, String reason) {
    return by.contentType("application/json")
        .body(Map.of("reason", reason))
        .post("/v1/findings/" + id + "/acknowledge")
        .then();
  }

  @Test
  void a_privacy_officer_acknowledges_once_and_nobody_their_own() {
    log.append(events(12, "card.read", Instant.now().minusSeconds(60)));
    look();
    String id = onlyId();
    log.auditor(tenant).get("/v1/findings/" + id).then().body("state", equalTo("open"));

    acknowledge(as(tenant, thief.toString(), "privacy-officer"), id, "false-alarm")
        .statusCode(403)
        .body("type", endsWith("own-finding"));
    acknowledge(officer(), id, "because").statusCode(400);
    acknowledge(officer(), id, "incident")
        .statusCode(200)
        .body("state", equalTo("acknowledged"))
        .body("acknowledged.reason", equalTo("incident"));
    acknowledge(officer(), id, "false-alarm")
        .statusCode(409)
        .body("type", endsWith("finding-acknowledged"));
    // What goes on does not undo it.
    log.append(events(3, "card.read", Instant.now().minusSeconds(30)));
    look();
    log.auditor(tenant)
        .get("/v1/findings/" + id)
        .then()
        .body("state", equalTo("acknowledged"))
        .body("events", equalTo(15));
    log.awaitNumber(
        3,
        "select count(*) from entries where tenant_id = ? and action = 'finding.acknowledge'",
        tenant.id());
  }

  private ValidatableResponse set(
      RequestSpecification by, String ifMatch, Map<String, ?> settings) {
    return by.contentType("application/json")
        .header("If-Match", ifMatch)
        .body(settings)
        .put("/v1/detection-settings")
        .then();
  }

  @Test
  void an_administrator_sets_ceilings_and_switches_rules_off_on_record_and_it_counts_at_once()
      throws Exception {
    Map<String, Object> settings =
        Map.of(
            "off", List.of("honey-card"),
            "ceilings", Map.of("cards-per-hour", 12),
            "honeyCards", List.of(honey.toString()),
            "zone", "Asia/Tokyo");
    log.as(tenant, "administrator")
        .get("/v1/detection-settings")
        .then()
        .statusCode(200)
        .header("ETag", equalTo("\"0\""));
    set(log.as(tenant, "administrator"), "\"0\"", settings)
        .statusCode(200)
        .header("ETag", equalTo("\"1\""));
    set(log.as(tenant, "privacy-officer"), "\"0\"", settings).statusCode(412);
    set(log.as(tenant, "administrator"), "\"1\"", Map.of("off", List.of("no-such-rule")))
        .statusCode(422)
        .body("type", endsWith("bad-rule-setting"));
    set(log.as(tenant, "administrator"), "\"1\"", Map.of("ceilings", Map.of("cards-per-hour", 0)))
        .statusCode(422);
    set(log.as(tenant, "administrator"), "\"1\"", Map.of("zone", "Edo")).statusCode(422);
    set(log.auditor(tenant), "\"1\"", settings).statusCode(403);
    set(log.as(tenant, "member"), "\"1\"", settings).statusCode(403);
    log.auditor(TestTenants.fresh())
        .get("/v1/detection-settings")
        .then()
        .header("ETag", equalTo("\"0\""));
    log.awaitNumber(
        1,
        "select count(*) from entries where tenant_id = ? and action = 'detection.set'"
            + " and decision = 'allowed'",
        tenant.id());

    TestSettings plain = new TestSettings(Map.of(), Optional.empty());
    assertThat(steps.step(watch(), holder, 0)).isInstanceOf(Steps.Outcome.Ruled.class);
    steps.release(watch(), holder);
    Detections detections =
        new Detections(
            transactions,
            tenants,
            tail,
            steps,
            ofLog(plain),
            new RuleFile(plain, json),
            new DetectionMeters(registry, clock),
            plain);
    detections.start(new StartupEvent());
    try {
      log.append(SampleEvent.of(tenant, "card.read").by(thief.toString()).card(honey).at(MONDAY));
      log.append(events(11, "card.read", MONDAY));
      await().atMost(Duration.ofSeconds(30)).until(() -> findings("cards-per-hour") == 1);
      assertThat(findings("honey-card")).isZero();
    } finally {
      detections.stop(new ShutdownEvent());
    }
  }

  @Test
  void what_cannot_be_understood_is_told() {
    officer().get("/v1/findings?state=new").then().statusCode(400);
    officer().get("/v1/findings?rule=A%20B").then().statusCode(400);
    officer().get("/v1/findings?cursor=x").then().statusCode(400);
    officer().get("/v1/findings/7").then().statusCode(400);
    officer()
        .get("/v1/findings/" + UUID.randomUUID())
        .then()
        .statusCode(404)
        .body("type", endsWith("no-such-finding"));
    officer()
        .contentType("application/json")
        .post("/v1/findings/" + UUID.randomUUID() + "/acknowledge")
        .then()
        .statusCode(400);
  }
}
