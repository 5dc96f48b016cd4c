package jp.meishigura.audit.events;

import static io.restassured.RestAssured.given;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.InputFormat;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import jp.meishigura.audit.LogUnderTest;
import jp.meishigura.audit.SampleEvent;
import jp.meishigura.platform.audit.Receipts;
import jp.meishigura.platform.caller.Tenant;
import jp.meishigura.platform.testing.FromStand;
import jp.meishigura.platform.testing.Stand;
import jp.meishigura.platform.testing.StandDatabase;
import jp.meishigura.platform.testing.StandResource;
import jp.meishigura.platform.testing.StandTopics;
import jp.meishigura.platform.testing.TestIssuer;
import jp.meishigura.platform.testing.TestTenants;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.eclipse.microprofile.config.ConfigProvider;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The log's side of numbers and receipts: each producer here is one that no other test has. */
@QuarkusTest
@QuarkusTestResource(StandResource.class)
class SequenceTest {

  private static final Duration SOON = Duration.ofSeconds(40);

  @FromStand StandDatabase database;
  @FromStand StandTopics topics;
  @FromStand TestIssuer issuer;

  private final ObjectMapper json = new ObjectMapper();
  private final Tenant tenant = TestTenants.fresh();
  private final UUID stream = UUID.randomUUID();
  private final String producer = "producer-" + UUID.randomUUID();
  private LogUnderTest log;

  @BeforeEach
  void connect() {
    log = new LogUnderTest(database, topics, issuer);
  }

  private SampleEvent event(long number) {
    return event(stream, number);
  }

  private SampleEvent event(UUID stream, long number) {
    return SampleEvent.of(tenant, "card.read").with("service", producer).numbered(stream, number);
  }

  private long open(String kind) {
    return log.number(
        "select count(*) from sequence_gaps where producer = ? and kind = ? and closed_at is null",
        producer,
        kind);
  }

  private long leaf(SampleEvent event) {
    return log.number("select leaf_index from entries where event_id = ?", event.id());
  }

  /** What this producer was answered, up to the n-th receipt for an event. */
  private List<JsonNode> receipts(SampleEvent event, int times) {
    List<JsonNode> bodies = new ArrayList<>();
    int[] seen = {0};
    topics
        .readUntil(
            Receipts.TOPIC,
            record ->
                record.key().equals(producer)
                    && body(record).contains(event.id().toString())
                    && ++seen[0] == times,
            SOON)
        .stream()
        .filter(record -> record.key().equals(producer))
        .forEach(record -> bodies.add(tree(record)));
    return bodies;
  }

  private static String body(ConsumerRecord<String, byte[]> record) {
    return new String(record.value(), UTF_8);
  }

  private JsonNode tree(ConsumerRecord<String, byte[]> record) {
    try {
      return json.readTree(body(record));
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void names(JsonNode receipt, long number, SampleEvent event) {
    for (JsonNode run : receipt.path("receipts")) {
      for (int i = 0; i < run.path("events").size(); i++) {
        if (run.path("events").get(i).asText().equals(event.id().toString())) {
          assertThat(run.path("number").asLong() + i).isEqualTo(number);
          assertThat(run.path("leafIndex").asLong() + i).isEqualTo(leaf(event));
          return;
        }
      }
    }
    throw new AssertionError("not in this receipt");
  }

  private String metrics() {
    return given().get(management() + "/q/metrics").then().statusCode(200).extract().asString();
  }

  private static String management() {
    return "http://127.0.0.1:"
        + ConfigProvider.getConfig().getValue("quarkus.management.test-port", String.class);
  }

  @Test
  void each_record_is_answered_with_its_place() throws IOException {
    List<SampleEvent> events = new ArrayList<>();
    for (int one = 0; one < 50; one++) {
      events.add(event(one));
    }
    log.append(events);

    List<JsonNode> receipts = receipts(events.getLast(), 1);
    for (int one = 0; one < 50; one++) {
      String id = events.get(one).id().toString();
      names(
          receipts.stream().filter(body -> body.toString().contains(id)).findFirst().orElseThrow(),
          one,
          events.get(one));
    }
    var schema =
        JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
            .getSchema(
                Files.readString(
                    Stand.repository()
                        .resolve(
                            "audit-service/src/main/events/" + Receipts.TYPE + ".schema.json")));
    assertThat(receipts)
        .allSatisfy(
            body -> assertThat(schema.validate(body.toString(), InputFormat.JSON)).isEmpty());
    assertThat(open("gap") + open("reused")).isZero();
  }

  @Test
  void a_record_that_comes_again_is_answered_again_with_the_same_place() {
    SampleEvent first = event(0);
    SampleEvent second = event(1);
    log.append(first, second);
    log.send(first, event(2));

    List<JsonNode> receipts = receipts(first, 2);
    names(receipts.getLast(), 0, first);
    assertThat(receipts).noneMatch(body -> body.path("renew").asBoolean());
    assertThat(open("gap") + open("reused")).isZero();
    log.assertGapless();
  }

  @Test
  void a_number_that_is_left_out_is_a_finding_until_it_comes() {
    SampleEvent late = event(2);
    log.append(event(0), event(1), event(5), event(6));
    assertThat(open("gap")).isEqualTo(1);
    assertThat(
            log.number(
                "select count(*) from sequence_gaps where producer = ? and first_number = 2"
                    + " and last_number = 4 and numbers = '{[2,5)}'",
                producer))
        .isEqualTo(1);
    await()
        .atMost(SOON)
        .untilAsserted(
            () ->
                assertThat(metrics())
                    .contains("meishigura_audit_gaps{producer=\"" + producer + "\"} 1.0"));
    given()
        .get(management() + "/q/health/ready")
        .then()
        .statusCode(200)
        .body(containsString(producer));

    log.append(late, event(4));
    assertThat(open("gap")).isEqualTo(1);
    log.append(event(3));
    assertThat(open("gap")).isZero();
    assertThat(
            log.number(
                "select count(*) from sequence_gaps where producer = ? and closed_at is not null",
                producer))
        .isEqualTo(1);
    await()
        .atMost(SOON)
        .untilAsserted(
            () ->
                assertThat(metrics())
                    .contains("meishigura_audit_gaps{producer=\"" + producer + "\"} 0.0"));
  }

  @Test
  void numbers_that_come_in_another_order_within_a_batch_are_no_finding() {
    log.append(event(0), event(3), event(1), event(2), event(4));
    assertThat(open("gap") + open("reused")).isZero();
  }

  @Test
  void an_older_copy_of_a_database_is_noticed_and_told_to_begin_anew() {
    SampleEvent before = event(1);
    log.append(event(0), before, event(2));
    SampleEvent other = event(1);
    log.append(other);

    assertThat(open("reused")).isEqualTo(1);
    JsonNode answer = receipts(other, 1).getLast();
    assertThat(answer.path("renew").asBoolean()).isTrue();
    names(answer, 1, other);
    names(receipts(before, 1).getLast(), 1, before);

    log.append(event(2), event(3));
    assertThat(open("reused")).as("one finding for all of them").isEqualTo(1);
    log.append(event(UUID.randomUUID(), 0));
    assertThat(open("reused")).as("it went on in another stream").isZero();
    assertThat(log.number("select count(*) from entries where service = ?", producer))
        .as("nothing is left out because of its number")
        .isEqualTo(7);
    log.assertGapless();
  }

  @Test
  void streams_of_other_producers_are_apart_even_under_one_id() {
    log.append(event(0), event(1));
    SampleEvent foreign =
        SampleEvent.of(tenant, "card.read").with("service", producer + "-2").numbered(stream, 0);
    log.append(foreign);
    assertThat(open("gap") + open("reused")).isZero();
    assertThat(
            log.number(
                "select next_number from producer_streams where producer = ?", producer + "-2"))
        .isEqualTo(1);
  }

  @Test
  void an_event_with_no_number_is_appended_and_one_with_none_that_can_be_is_set_aside() {
    SampleEvent plain = SampleEvent.of(tenant, "card.read").with("service", producer);
    log.append(plain);
    long rejects = log.number("select count(*) from inbox_rejects");
    for (Map<String, String> wrong :
        List.of(
            Map.of("ce_sequence", "1"),
            Map.of("ce_sequence", "-1", "ce_stream", stream.toString()),
            Map.of("ce_sequence", "one", "ce_stream", stream.toString()),
            Map.of("ce_sequence", "99999999999999999999", "ce_stream", stream.toString()),
            Map.of("ce_sequence", "1", "ce_stream", "mine"))) {
      SampleEvent bad = SampleEvent.of(tenant, "card.read").with("service", producer);
      Map<String, String> headers = bad.headers();
      headers.putAll(wrong);
      topics.send("audit", tenant.id().toString(), headers, bad.bytes());
    }
    log.append(event(0));
    assertThat(log.number("select count(*) from inbox_rejects") - rejects).isEqualTo(5);
    assertThat(log.number("select count(*) from entries where service = ?", producer)).isEqualTo(2);
    assertThat(open("gap")).isZero();
  }

  @Test
  void what_the_log_records_itself_goes_the_same_way_and_leaves_its_outbox_empty() {
    for (int one = 0; one < 10; one++) {
      log.auditor(tenant).get("/v1/entries").then().statusCode(200);
    }
    log.awaitNumber(10, "select count(*) from entries where tenant_id = ?", tenant.id());
    log.awaitNumber(0, "select count(*) from outbox where tenant_id = ?", tenant.id());
    log.awaitNumber(0, "select count(*) from audit_batches");
    log.awaitNumber(
        0,
        "select count(*) from sequence_gaps where producer = 'audit-service' and closed_at is"
            + " null");
  }

  @Test
  void findings_stay_and_the_service_cannot_look_into_entries_through_their_places()
      throws SQLException {
    SampleEvent here = event(3);
    log.append(here);
    try (Connection app = database.asApp();
        Statement sql = app.createStatement()) {
      sql.execute("select set_config('app.system', 'on', false)");
      for (String attack :
          List.of(
              "delete from sequence_gaps",
              "update sequence_gaps set first_number = 0",
              "delete from producer_streams",
              "update producer_streams set producer = 'x'")) {
        assertThatThrownBy(() -> sql.execute(attack))
            .isInstanceOfSatisfying(
                SQLException.class, e -> assertThat(e.getSQLState()).isEqualTo("42501"));
      }
      assertThatThrownBy(
              () ->
                  sql.execute(
                      "update sequence_gaps set numbers = '{[0,99)}' where producer = '"
                          + producer
                          + "'"))
          .isInstanceOfSatisfying(
              SQLException.class, e -> assertThat(e.getSQLState()).startsWith("23"));
      var row = sql.executeQuery("select count(*) from entries");
      row.next();
      assertThat(row.getLong(1)).isZero();
    }
  }
}
