package jp.meishigura.platform.app;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import jp.meishigura.platform.audit.AuditRecord;
import jp.meishigura.platform.audit.AuditTrail;
import jp.meishigura.platform.caller.Tenant;
import jp.meishigura.platform.event.EventHeaders;
import jp.meishigura.platform.outbox.Outbox;
import jp.meishigura.platform.outbox.OutgoingEvent;
import jp.meishigura.platform.testing.FromStand;
import jp.meishigura.platform.testing.StandDatabase;
import jp.meishigura.platform.testing.StandResource;
import jp.meishigura.platform.testing.StandTopics;
import jp.meishigura.platform.testing.TestTenants;
import jp.meishigura.platform.tx.TenantTransactions;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(StandResource.class)
class EventsTest {

  private static final Duration SOON = Duration.ofSeconds(20);

  @FromStand StandDatabase database;
  @FromStand StandTopics topics;

  @Inject TenantTransactions transactions;
  @Inject Outbox outbox;
  @Inject AuditTrail trail;
  @Inject NotesHandler handler;

  private final Tenant tenant = TestTenants.fresh();
  private final AuditRecord.Actor actor = AuditRecord.Actor.system("a-test");

  private static String header(ConsumerRecord<String, byte[]> record, String name) {
    return new String(record.headers().lastHeader(name).value(), UTF_8);
  }

  private static String body(ConsumerRecord<String, byte[]> record) {
    return new String(record.value(), UTF_8);
  }

  @Test
  void a_committed_record_reaches_kafka_as_a_cloud_event() {
    UUID card = UUID.randomUUID();
    transactions.run(tenant, () -> trail.record(AuditRecord.of("a.b", actor).card(card)));

    ConsumerRecord<String, byte[]> sent =
        topics.readUntil("audit", record -> body(record).contains(card.toString()), SOON).getLast();

    assertThat(sent.key()).isEqualTo(tenant.id().toString());
    assertThat(header(sent, "ce_type")).isEqualTo(AuditTrail.TYPE);
    assertThat(header(sent, "ce_specversion")).isEqualTo("1.0");
    assertThat(header(sent, "ce_source")).isEqualTo("/meishigura/notes-service");
    assertThat(header(sent, "ce_tenant")).isEqualTo(tenant.id().toString());
    assertThat(header(sent, "ce_subject")).isEqualTo(card.toString());
    assertThat(body(sent)).contains("\"action\":\"a.b\"", "\"decision\":\"allowed\"");
  }

  @Test
  void a_transaction_that_fails_tells_nobody() {
    UUID never = UUID.randomUUID();
    assertThatThrownBy(
            () ->
                transactions.run(
                    tenant,
                    () -> {
                      trail.record(AuditRecord.of("a.b", actor).card(never));
                      throw new IllegalStateException("rolled back");
                    }))
        .isInstanceOf(IllegalStateException.class);
    UUID after = UUID.randomUUID();
    transactions.run(tenant, () -> trail.record(AuditRecord.of("a.b", actor).card(after)));

    List<ConsumerRecord<String, byte[]>> seen =
        topics.readUntil("audit", record -> body(record).contains(after.toString()), SOON);

    assertThat(seen).noneMatch(record -> body(record).contains(never.toString()));
  }

  @Test
  void an_event_outside_of_a_transaction_is_refused() {
    OutgoingEvent event = OutgoingEvent.of("audit", "k", "t", null, Instant.now(), Map.of("a", 1));
    assertThatThrownBy(() -> outbox.append(event)).isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(
            () ->
                transactions.callAsSystem(
                    () -> {
                      outbox.append(event);
                      return true;
                    }))
        .isInstanceOf(IllegalStateException.class);
  }

  @Test
  void events_of_one_key_arrive_in_order_and_once() {
    String key = UUID.randomUUID().toString();
    for (int one = 0; one < 40; one++) {
      int number = one;
      transactions.run(
          tenant,
          () ->
              outbox.append(
                  OutgoingEvent.of("consent", key, "t", null, Instant.now(), Map.of("n", number))));
    }
    List<String> bodies =
        topics
            .readUntil(
                "consent", record -> record.key().equals(key) && body(record).contains("39"), SOON)
            .stream()
            .filter(record -> record.key().equals(key))
            .map(EventsTest::body)
            .toList();
    assertThat(bodies).hasSize(40).first().isEqualTo("{\"n\":0}");
    for (int one = 0; one < 40; one++) {
      assertThat(bodies.get(one)).isEqualTo("{\"n\":" + one + "}");
    }
  }

  @Test
  void postgres_keeps_tenants_apart_beneath_the_code() throws SQLException {
    Tenant other = TestTenants.fresh();
    transactions.run(tenant, () -> trail.record(AuditRecord.of("mine", actor)));
    try (Connection app = database.asApp();
        Statement sql = app.createStatement()) {
      app.setAutoCommit(false);
      sql.execute("select set_config('app.tenant', '" + other.id() + "', true)");
      try (ResultSet row = sql.executeQuery("select count(*) from outbox")) {
        row.next();
        assertThat(row.getLong(1)).isZero();
      }
      assertThatThrownBy(
              () ->
                  sql.execute(
                      "insert into outbox (event_id, tenant_id, topic, key, type, at, data) values"
                          + " (gen_random_uuid(), '"
                          + tenant.id()
                          + "', 'audit', 'k', 't', now(), ''::bytea)"))
          .isInstanceOf(SQLException.class)
          .hasMessageContaining("row-level security");
      app.rollback();
      assertThatThrownBy(() -> sql.execute("delete from outbox")).isInstanceOf(SQLException.class);
    }
  }

  private void send(String id, String text) {
    Map<String, String> headers =
        Map.of(
            EventHeaders.ID,
            id,
            EventHeaders.TYPE,
            "note",
            EventHeaders.TENANT,
            tenant.id().toString());
    topics.send("purposes", "key", headers, text.getBytes(UTF_8));
  }

  private static String fresh() {
    return UUID.randomUUID().toString();
  }

  @Test
  void an_event_that_comes_twice_is_handled_once() {
    String id = fresh();
    String text = "once " + id;
    send(id, text);
    send(id, text);
    String end = "end " + fresh();
    send(fresh(), end);
    await().atMost(SOON).until(() -> handler.handled().contains(end));
    assertThat(handler.handled()).containsOnlyOnce(text);
  }

  @Test
  void a_failing_event_is_tried_until_it_succeeds_and_nothing_passes_it() {
    String first = "twice " + fresh();
    String second = "after " + fresh();
    send(fresh(), first);
    send(fresh(), second);
    await().atMost(SOON).until(() -> handler.handled().contains(second));
    assertThat(handler.handled()).containsSubsequence(first, second);
  }

  @Test
  void an_unreadable_event_is_set_aside_and_the_rest_goes_on() {
    send(fresh(), "unreadable " + fresh());
    topics.send("purposes", "a\0key", Map.of(), "no headers".getBytes(UTF_8));
    String after = "after " + fresh();
    send(fresh(), after);
    await().atMost(SOON).until(() -> handler.handled().contains(after));
    assertThat(database.dump()).contains("asked for", "ce_id is missing");
  }
}
