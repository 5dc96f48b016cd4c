package jp.meishigura.audit.api;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.not;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
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
class SiemTest {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String PULLS =
      "select count(*) from entries where tenant_id = ? and action = 'audit.query'";

  @FromStand StandDatabase database;
  @FromStand StandTopics topics;
  @FromStand TestIssuer issuer;

  private final Tenant tenant = TestTenants.fresh();
  private LogUnderTest log;

  @BeforeEach
  void connect() {
    log = new LogUnderTest(database, topics, issuer);
  }

  private RequestSpecification siem(Tenant of, String... scopes) {
    return given()
        .header(
            "Authorization",
            "Bearer "
                + issuer
                    .client(of, "siem", "integrator")
                    .scopes(scopes)
                    .audience("audit-service")
                    .sign());
  }

  private RequestSpecification siem() {
    return siem(tenant, "audit:read");
  }

  private static List<JsonNode> events(Response response) {
    response
        .then()
        .statusCode(200)
        .contentType(containsString("application/x-ndjson"))
        .header("Cache-Control", containsString("no-store"));
    return response
        .asString()
        .lines()
        .map(
            line -> {
              try {
                return JSON.readTree(line);
              } catch (JsonProcessingException e) {
                throw new IllegalStateException(e);
              }
            })
        .toList();
  }

  private static long next(Response response) {
    return Long.parseLong(response.header("Meishigura-Next-Leaf"));
  }

  private List<SampleEvent> append(int count) {
    List<SampleEvent> events =
        IntStream.range(0, count).mapToObj(i -> SampleEvent.of(tenant, "card.read")).toList();
    log.append(events);
    return events;
  }

  @Test
  void a_siem_goes_on_where_it_stopped_and_sees_that_nothing_is_missing() {
    List<String> sent = append(25).stream().map(event -> event.id().toString()).toList();
    log.append(SampleEvent.of(TestTenants.fresh(), "card.read"));
    List<JsonNode> seen = new ArrayList<>();
    long from = 0;
    while (seen.stream().filter(SiemTest::isSample).count() < sent.size()) {
      Response page =
          siem().queryParam("from", from).queryParam("limit", 10).get("/v1/siem/events");
      seen.addAll(events(page));
      from = next(page);
    }

    assertThat(seen.stream().filter(SiemTest::isSample))
        .extracting(event -> event.at("/metadata/uid").asText())
        .isEqualTo(sent);
    assertThat(seen.getFirst().at("/unmapped/previous_leaf").isMissingNode()).isTrue();
    for (int i = 1; i < seen.size(); i++) {
      assertThat(seen.get(i).at("/unmapped/previous_leaf").asLong())
          .isEqualTo(seen.get(i - 1).at("/metadata/sequence").asLong());
    }
    assertThat(seen)
        .allSatisfy(
            event ->
                assertThat(event.at("/metadata/tenant_uid").asText())
                    .isEqualTo(tenant.id().toString()));
  }

  private static boolean isSample(JsonNode event) {
    return event.at("/metadata/event_code").asText().equals("card.read");
  }

  @Test
  void who_waits_is_answered_when_something_happens() throws Exception {
    long end = log.number("select size from log_head");
    CompletableFuture<Response> answer =
        CompletableFuture.supplyAsync(
            () -> siem().queryParam("from", end).queryParam("wait", 60).get("/v1/siem/events"));
    Thread.sleep(300);
    assertThat(answer).isNotDone();
    SampleEvent event = append(1).getFirst();

    assertThat(events(answer.get(50, TimeUnit.SECONDS)))
        .extracting(one -> one.at("/metadata/uid").asText())
        .containsExactly(event.id().toString());
  }

  @Test
  void where_nothing_is_new_the_answer_is_empty_and_says_where_to_go_on() {
    long end = log.number("select size from log_head");
    Response response = siem().queryParam("from", end).queryParam("wait", 1).get("/v1/siem/events");

    assertThat(events(response)).isEmpty();
    assertThat(next(response)).isEqualTo(end);
  }

  @Test
  void ecs_is_to_be_had_too() {
    append(1);
    JsonNode event = events(siem().queryParam("format", "ecs").get("/v1/siem/events")).getFirst();

    assertThat(event.path("event.action").asText()).isEqualTo("card.read");
    assertThat(event.path("ecs.version").asText()).startsWith("8.");
  }

  @Test
  void each_pull_is_on_record_with_its_count() {
    append(3);
    events(siem().get("/v1/siem/events"));
    log.awaitNumber(1, PULLS, tenant.id());

    log.auditor(tenant)
        .queryParam("action", "audit.query")
        .get("/v1/entries")
        .then()
        .body("items[0].actor.kind", equalTo("client"))
        .body("items[0].actor.client", equalTo("siem"))
        .body("items[0].details.kind", equalTo("siem-pull"))
        .body("items[0].details.fromLeaf", equalTo(0))
        .body("items[0].details.returned", equalTo(3));
  }

  @Test
  void siems_that_have_read_everything_do_not_wake_each_other_for_ever() {
    append(3);
    long first = next(siem().get("/v1/siem/events"));
    long second = next(log.auditor(tenant).get("/v1/siem/events"));
    log.awaitNumber(2, PULLS, tenant.id());

    for (int round = 0; round < 5; round++) {
      first = next(siem().queryParam("from", first).get("/v1/siem/events"));
      second = next(log.auditor(tenant).queryParam("from", second).get("/v1/siem/events"));
    }
    // Another record of the tenant follows: had the pulls left some, they would be before it.
    append(1);
    assertThat(log.number(PULLS, tenant.id())).isEqualTo(2);
    // Both have seen the records of each other's pull all the same.
    assertThat(
            events(siem().get("/v1/siem/events")).stream()
                .filter(event -> event.at("/metadata/event_code").asText().equals("audit.query")))
        .hasSize(2);
  }

  @Test
  void a_client_without_the_scope_is_refused_and_on_record() {
    append(1);
    siem(tenant, "contacts")
        .get("/v1/siem/events")
        .then()
        .statusCode(403)
        .contentType("application/problem+json")
        .body("type", equalTo("urn:meishigura:problem:scope-missing"))
        .body("scope", equalTo("audit:read"))
        .body(not(containsString("card.read")));
    log.awaitNumber(
        1,
        "select count(*) from entries where tenant_id = ? and action = 'access.refused'",
        tenant.id());
  }

  @Test
  void the_scope_opens_nothing_but_the_stream() {
    siem().get("/v1/entries").then().statusCode(403);
  }

  @ParameterizedTest
  @ValueSource(strings = {"member", "administrator", "privacy-officer", "service"})
  void nobody_but_an_auditor_or_the_siem_reads_the_stream(String role) {
    append(1);
    log.as(tenant, role)
        .get("/v1/siem/events")
        .then()
        .statusCode(403)
        .body("type", equalTo("urn:meishigura:problem:role-missing"));
  }

  @Test
  void the_tenant_is_the_tokens_whatever_else_is_said() {
    append(2);
    Tenant other = TestTenants.fresh();
    Response response =
        siem(other, "audit:read")
            .queryParam("tenant", tenant.id())
            .header("ce_tenant", tenant.id())
            .get("/v1/siem/events");

    assertThat(events(response)).isEmpty();
  }

  @Test
  void the_code_alone_keeps_tenants_apart() {
    append(2);
    database.asOwner("alter table entries disable row level security");
    try {
      assertThat(events(siem(TestTenants.fresh(), "audit:read").get("/v1/siem/events"))).isEmpty();
    } finally {
      database.asOwner("alter table entries enable row level security");
    }
  }

  @Test
  void who_has_read_more_than_the_log_holds_is_told_so() {
    append(1);
    siem()
        .queryParam("from", 1_000_000_000)
        .queryParam("wait", 30)
        .get("/v1/siem/events")
        .then()
        .statusCode(409)
        .body("type", equalTo("urn:meishigura:problem:beyond-the-log"));
    log.awaitNumber(
        1,
        "select count(*) from entries where tenant_id = ? and action = 'audit.query'"
            + " and decision = 'refused'",
        tenant.id());
  }

  @ParameterizedTest
  @CsvSource({
    "from, -1",
    "from, later",
    "limit, 0",
    "limit, 1001",
    "wait, 61",
    "wait, -1",
    "format, cef",
  })
  void what_cannot_be_understood_is_refused(String name, String value) {
    siem()
        .queryParam(name, value)
        .get("/v1/siem/events")
        .then()
        .statusCode(400)
        .contentType("application/problem+json")
        .body("parameter", equalTo(name));
  }

  @Test
  void without_a_record_of_the_pull_no_data_leave() {
    append(1);
    log.withoutRecords(
        () ->
            siem()
                .get("/v1/siem/events")
                .then()
                .statusCode(500)
                .body(not(containsString("card.read"))));
  }
}
