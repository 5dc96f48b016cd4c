package jp.meishigura.audit.api;

import static io.restassured.RestAssured.given;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.nullValue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import jp.meishigura.audit.LogUnderTest;
import jp.meishigura.audit.domain.stop.ReleaseStops;
import jp.meishigura.platform.caller.Tenant;
import jp.meishigura.platform.event.EventHeaders;
import jp.meishigura.platform.follow.Followers;
import jp.meishigura.platform.testing.FromStand;
import jp.meishigura.platform.testing.StandDatabase;
import jp.meishigura.platform.testing.StandResource;
import jp.meishigura.platform.testing.StandTopics;
import jp.meishigura.platform.testing.TestIssuer;
import jp.meishigura.platform.testing.TestTenants;
import jp.meishigura.platform.tx.TenantTransactions;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Who is stopped, by findings and by hand, and who lifts that. */
@QuarkusTest
@QuarkusTestResource(StandResource.class)
class ReleaseStopsTest {

  private static final Duration SOON = Duration.ofSeconds(20);
  private static final ObjectMapper JSON = new ObjectMapper();

  @FromStand StandDatabase database;
  @FromStand StandTopics topics;
  @FromStand TestIssuer issuer;

  @Inject TenantTransactions transactions;
  @Inject ReleaseStops stops;
  @Inject Followers followers;

  private final Tenant tenant = TestTenants.fresh();
  private final UUID officer = UUID.randomUUID();
  private final UUID person = UUID.randomUUID();
  private LogUnderTest log;

  @BeforeEach
  void begin() {
    log = new LogUnderTest(database, topics, issuer);
  }

  private RequestSpecification as(Tenant whose, String role, Object subject) {
    return given()
        .contentType("application/json")
        .header(
            "Authorization",
            "Bearer "
                + issuer
                    .person(whose, role)
                    .subject(subject.toString())
                    .audience("audit-service")
                    .sign());
  }

  private RequestSpecification officer() {
    return as(tenant, "privacy-officer", officer);
  }

  private ValidatableResponse stop(RequestSpecification who) {
    return who.body(Map.of("person", person, "reason", "incident"))
        .post("/v1/release-stops")
        .then();
  }

  private ValidatableResponse lift(RequestSpecification who) {
    return who.body(Map.of("reason", "checked"))
        .post("/v1/release-stops/" + person + "/lift")
        .then();
  }

  private static void problem(ValidatableResponse answer, int status, String slug) {
    answer
        .statusCode(status)
        .contentType("application/problem+json")
        .body("type", equalTo("urn:meishigura:problem:" + slug));
  }

  private void found(UUID finding) {
    transactions.run(tenant, () -> stops.stop(tenant.id(), person, finding, "burst-of-reads"));
  }

  private void awaitRecord(String action, String decision, String reason, int number) {
    log.awaitNumber(
        number,
        "select count(*) from entries where tenant_id = ? and action = ? and decision = ?"
            + " and coalesce(convert_from(data, 'UTF8')::jsonb ->> 'reason', '') = ?",
        tenant.id(),
        action,
        decision,
        reason);
  }

  /** The person's events, as far as the one with so many before it. */
  private List<JsonNode> told(int number) {
    String key = tenant.id() + "/" + person;
    List<ConsumerRecord<String, byte[]>> ours = new ArrayList<>();
    var _ =
        topics.readUntil(
            "release-stops",
            record -> {
              if (record.key().equals(key)) {
                ours.add(record);
              }
              return ours.size() == number;
            },
            SOON);
    return ours.stream().map(ReleaseStopsTest::body).toList();
  }

  private static JsonNode body(ConsumerRecord<String, byte[]> record) {
    assertThat(new String(record.headers().lastHeader(EventHeaders.TYPE).value(), UTF_8))
        .isEqualTo("jp.meishigura.release-stop.changed.v1");
    try {
      JsonSchema schema =
          JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
              .getSchema(
                  Files.readString(
                      Path.of(
                          "src/main/events/jp.meishigura.release-stop.changed.v1.schema.json")));
      JsonNode body = JSON.readTree(record.value());
      assertThat(schema.validate(body)).isEmpty();
      return body;
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void an_officer_stops_by_hand_and_lifts_and_both_are_told_and_on_record() {
    stop(officer())
        .statusCode(200)
        .body("person", equalTo(person.toString()))
        .body("stopped", equalTo(true))
        .body("officer", equalTo(officer.toString()))
        .body("reason", equalTo("incident"))
        .body("finding", nullValue());
    as(tenant, "auditor", "an-auditor")
        .get("/v1/release-stops")
        .then()
        .statusCode(200)
        .body("items.person", hasItem(person.toString()))
        .body("items.size()", equalTo(1))
        .body("more", equalTo(false));
    UUID other = UUID.randomUUID();
    lift(as(tenant, "privacy-officer", other))
        .statusCode(200)
        .body("stopped", equalTo(false))
        .body("liftedBy", equalTo(other.toString()));
    officer().get("/v1/release-stops").then().statusCode(200).body("items.size()", equalTo(0));
    officer()
        .get("/v1/release-stops?lifted=true")
        .then()
        .statusCode(200)
        .body("items[0].liftReason", equalTo("checked"));

    List<JsonNode> told = told(2);
    assertThat(told.get(0).path("stopped").asBoolean()).isTrue();
    assertThat(told.get(1).path("stopped").asBoolean()).isFalse();
    assertThat(told.get(1).path("revision").asLong())
        .isGreaterThan(told.get(0).path("revision").asLong());
    assertThat(told.toString()).doesNotContain("incident", "checked", officer.toString());
    awaitRecord("release-stop.set", "allowed", "", 1);
    awaitRecord("release-stop.lift", "allowed", "", 1);
    log.awaitNumber(
        3,
        "select count(*) from entries where tenant_id = ? and action = 'audit.query'"
            + " and convert_from(data, 'UTF8') like '%\"kind\":\"release-stops\"%'",
        tenant.id());
  }

  @Test
  void only_privacy_officers_of_the_tenant_stop_and_lift_and_never_their_own() {
    for (String role : List.of("member", "auditor", "administrator")) {
      problem(stop(as(tenant, role, "somebody")), 403, "role-missing");
    }
    stop(officer()).statusCode(200);
    for (String role : List.of("member", "auditor", "administrator")) {
      problem(lift(as(tenant, role, "somebody")), 403, "role-missing");
    }
    for (String role : List.of("member", "administrator")) {
      problem(as(tenant, role, "somebody").get("/v1/release-stops").then(), 403, "role-missing");
    }
    problem(lift(as(tenant, "privacy-officer", person)), 403, "own-stop");
    problem(
        lift(as(tenant, "privacy-officer", person.toString().toUpperCase(Locale.ROOT))),
        403,
        "own-stop");
    Tenant strangers = TestTenants.fresh();
    problem(lift(as(strangers, "privacy-officer", officer)), 404, "no-such-stop");
    as(strangers, "auditor", "x").get("/v1/release-stops").then().body("items.size()", equalTo(0));
    officer().get("/v1/release-stops").then().body("items[0].stopped", equalTo(true));
    awaitRecord("release-stop.lift", "refused", "own-stop", 2);
    awaitRecord("access.refused", "refused", "role-missing", 8);
    log.awaitNumber(
        1,
        "select count(*) from entries where tenant_id = ?"
            + " and convert_from(data, 'UTF8')::jsonb ->> 'reason' = 'no-such-stop'",
        strangers.id());
  }

  @Test
  void a_reason_is_a_word_and_is_needed() {
    problem(
        officer().body(Map.of("person", person)).post("/v1/release-stops").then(),
        400,
        "invalid-request");
    problem(
        officer().body(Map.of("reason", "incident")).post("/v1/release-stops").then(),
        400,
        "invalid-request");
    problem(
        officer()
            .body(Map.of("person", "hanako@example.jp", "reason", "incident"))
            .post("/v1/release-stops")
            .then(),
        400,
        "malformed-json");
    stop(officer()).statusCode(200);
    String lift = "/v1/release-stops/" + person + "/lift";
    problem(officer().body(Map.of()).post(lift).then(), 400, "invalid-request");
    problem(officer().post(lift).then(), 400, "invalid-request");
    for (String text : List.of("", "Taro Sato asked me to", "佐藤さん", "a".repeat(61))) {
      problem(officer().body(Map.of("reason", text)).post(lift).then(), 400, "invalid-request");
    }
    problem(
        officer().body(Map.of("reason", "checked")).post("/v1/release-stops/nobody/lift").then(),
        400,
        "invalid-parameter");
    officer().get("/v1/release-stops").then().body("items[0].stopped", equalTo(true));
  }

  @Test
  void a_finding_stops_once_and_another_one_again() {
    UUID first = UUID.randomUUID();
    UUID second = UUID.randomUUID();
    found(first);
    found(second);
    found(first);
    stop(officer())
        .statusCode(200)
        .body("finding", equalTo(first.toString()))
        .body("rule", equalTo("burst-of-reads"));
    lift(officer()).statusCode(200);
    problem(lift(officer()), 404, "no-such-stop");
    // Both were known when it was lifted.
    found(first);
    found(second);
    officer().get("/v1/release-stops").then().body("items.size()", equalTo(0));
    UUID third = UUID.randomUUID();
    found(third);
    officer().get("/v1/release-stops").then().body("items[0].finding", equalTo(third.toString()));

    List<JsonNode> told = told(3);
    assertThat(told.stream().map(one -> one.path("stopped").asBoolean()))
        .containsExactly(true, false, true);
    assertThat(told.getFirst().path("finding").asText()).isEqualTo(first.toString());
    assertThat(told.getLast().path("finding").asText()).isEqualTo(third.toString());
    // By hand where it stood so already: on record, and nothing is told.
    awaitRecord("release-stop.set", "allowed", "", 3);
  }

  @Test
  void findings_of_the_same_moment_stop_once() throws Exception {
    try (ExecutorService threads = Executors.newFixedThreadPool(8)) {
      List<Future<?>> all = new ArrayList<>();
      for (int i = 0; i < 24; i++) {
        all.add(threads.submit(() -> found(UUID.randomUUID())));
      }
      for (Future<?> one : all) {
        one.get();
      }
    }
    assertThat(
            log.number(
                "select count(*) from release_stop_findings where tenant_id = ? and person = ?",
                tenant.id(),
                person))
        .isEqualTo(24);
    awaitRecord("release-stop.set", "allowed", "", 1);
    lift(officer()).statusCode(200);
    assertThat(told(2).getLast().path("stopped").asBoolean()).isFalse();
  }

  @Test
  void a_stop_commits_with_its_finding_or_not_at_all() {
    assertThatThrownBy(
            () ->
                transactions.run(
                    tenant,
                    () -> {
                      stops.stop(tenant.id(), person, UUID.randomUUID(), "burst-of-reads");
                      throw new IllegalStateException("the finding could not be written");
                    }))
        .hasMessageContaining("could not be written");
    log.withoutRecords(
        () ->
            assertThatThrownBy(() -> found(UUID.randomUUID()))
                .isInstanceOf(RuntimeException.class));
    Tenant other = TestTenants.fresh();
    assertThatThrownBy(
            () ->
                transactions.run(
                    other,
                    () -> stops.stop(tenant.id(), person, UUID.randomUUID(), "burst-of-reads")))
        .isInstanceOf(IllegalStateException.class);
    officer().get("/v1/release-stops?lifted=true").then().body("items.size()", equalTo(0));
    assertThat(
            log.number(
                "select count(*) from outbox where topic = 'release-stops' and tenant_id = ?",
                tenant.id()))
        .isZero();
  }

  @Test
  void the_database_refuses_what_the_service_would_never_ask_for() {
    stop(officer()).statusCode(200);
    assertThatThrownBy(
            () ->
                database.asOwner(
                    "alter table release_stops no force row level security; update release_stops"
                        + " set revision = 1 where person = '"
                        + person
                        + "'"))
        .hasStackTraceContaining("older revision");
    assertThatThrownBy(
            () ->
                database.asOwner(
                    "alter table release_stops no force row level security; update release_stops"
                        + " set lifted_by = person::text, lift_reason = 'x', lifted_at = now(),"
                        + " revision = revision + 1 where person = '"
                        + person
                        + "'"))
        .hasStackTraceContaining("release_stops_check");
  }

  @Test
  void a_database_that_was_put_back_hears_of_stops_again_and_an_officer_lifts_them()
      throws Exception {
    UUID finding = UUID.randomUUID();
    found(finding);
    long revision = told(1).getFirst().path("revision").asLong();
    // What an older copy of this database has of the person.
    for (String table : List.of("release_stops", "release_stop_findings")) {
      try (Connection admin = database.asAdmin();
          PreparedStatement delete =
              admin.prepareStatement("delete from " + table + " where tenant_id = ?")) {
        delete.setObject(1, tenant.id());
        delete.executeUpdate();
      }
    }
    followers.readAgain();
    await().atMost(SOON).until(() -> followers.pending().isEmpty());
    officer()
        .get("/v1/release-stops")
        .then()
        .statusCode(200)
        .body("items[0].finding", equalTo(finding.toString()));
    // It is known, and does not stop again.
    found(finding);
    lift(officer()).statusCode(200);
    found(finding);
    assertThat(told(2).getLast().path("revision").asLong()).isGreaterThan(revision);
    officer().get("/v1/release-stops").then().body("items.size()", equalTo(0));
  }
}
