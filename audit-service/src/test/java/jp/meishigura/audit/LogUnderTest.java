package jp.meishigura.audit;

import static io.restassured.RestAssured.given;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.restassured.specification.RequestSpecification;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import jp.meishigura.platform.caller.Tenant;
import jp.meishigura.platform.testing.StandDatabase;
import jp.meishigura.platform.testing.StandTopics;
import jp.meishigura.platform.testing.TestIssuer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;

/** The running service as its neighbours meet it: Kafka in front, PostgreSQL beneath, its API. */
public final class LogUnderTest {

  private static final Duration PATIENCE = Duration.ofSeconds(40);
  private static final Duration SOON = Duration.ofSeconds(30);

  private final StandDatabase database;
  private final StandTopics topics;
  private final TestIssuer issuer;

  public LogUnderTest(StandDatabase database, StandTopics topics, TestIssuer issuer) {
    this.database = database;
    this.topics = topics;
    this.issuer = issuer;
  }

  public void send(SampleEvent... events) {
    send(List.of(events));
  }

  public void send(List<SampleEvent> events) {
    try (KafkaProducer<String, byte[]> producer =
        new KafkaProducer<>(
            Map.of("bootstrap.servers", topics.bootstrap()),
            new StringSerializer(),
            new ByteArraySerializer())) {
      List<Future<RecordMetadata>> acknowledgements = new ArrayList<>();
      for (SampleEvent event : events) {
        ProducerRecord<String, byte[]> record =
            new ProducerRecord<>(
                topics.prefix() + "audit", event.tenant().id().toString(), event.bytes());
        event.headers().forEach((name, value) -> record.headers().add(name, value.getBytes(UTF_8)));
        acknowledgements.add(producer.send(record));
      }
      for (Future<RecordMetadata> acknowledgement : acknowledgements) {
        acknowledgement.get();
      }
    } catch (ExecutionException | InterruptedException e) {
      throw new IllegalStateException("not sent", e);
    }
  }

  /** Sends the events and returns when all of them are in the log. */
  public void append(List<SampleEvent> events) {
    send(events);
    events.forEach(event -> awaitEntry(event.id()));
  }

  public void append(SampleEvent... events) {
    append(List.of(events));
  }

  public void awaitEntry(UUID eventId) {
    await()
        .atMost(PATIENCE)
        .pollInterval(Duration.ofMillis(20))
        .until(() -> number("select count(*) from entry_ids where event_id = ?", eventId) == 1);
  }

  public void awaitNumber(long expected, String sql, Object... values) {
    await()
        .atMost(PATIENCE)
        .pollInterval(Duration.ofMillis(50))
        .untilAsserted(() -> assertThat(number(sql, values)).isEqualTo(expected));
  }

  /** One number, as the superuser, whom row-level security does not stop. */
  public long number(String sql, Object... values) {
    try (Connection admin = database.asAdmin();
        PreparedStatement select = admin.prepareStatement(sql)) {
      for (int i = 0; i < values.length; i++) {
        select.setObject(i + 1, values[i]);
      }
      try (ResultSet row = select.executeQuery()) {
        row.next();
        return row.getLong(1);
      }
    } catch (SQLException e) {
      throw new IllegalStateException(sql, e);
    }
  }

  /** How long the published log is. */
  public static long published() {
    return given().get("/log").then().statusCode(200).extract().jsonPath().getLong("size");
  }

  /** Returns when a checkpoint covers everything. */
  public void awaitPublished() {
    await().atMost(SOON).until(() -> published() == number("select size from log_head"));
  }

  /** While it runs, the service can put nothing on record. */
  public void withoutRecords(Runnable work) {
    database.asOwner("revoke insert on outbox from " + database.app());
    try {
      work.run();
    } finally {
      database.asOwner("grant insert on outbox to " + database.app());
    }
  }

  /** Leaf indexes run from 0 to the size without a gap. */
  public void assertGapless() {
    assertThat(
            number(
                "select count(*) from entries, log_head"
                    + " having count(*) = max(size) and max(leaf_index) = max(size) - 1"
                    + " and min(leaf_index) = 0"))
        .isPositive();
  }

  public RequestSpecification auditor(Tenant tenant) {
    return as(tenant, "auditor");
  }

  public RequestSpecification as(Tenant tenant, String... roles) {
    return given()
        .header(
            "Authorization",
            "Bearer " + issuer.person(tenant, roles).audience("audit-service").sign());
  }

  /** The ids of the events that a listing holds, page by page, without those of the listings. */
  public List<String> ids(Tenant tenant, Map<String, ?> parameters) {
    List<String> ids = new ArrayList<>();
    String cursor = null;
    do {
      RequestSpecification request = auditor(tenant).queryParams(parameters);
      if (cursor != null) {
        request.queryParam("cursor", cursor);
      }
      var page = request.get("/v1/entries").then().statusCode(200).extract().jsonPath();
      ids.addAll(page.getList("items.findAll { it.action != 'audit.query' }.id", String.class));
      cursor = page.getString("next");
    } while (cursor != null);
    return ids;
  }
}
