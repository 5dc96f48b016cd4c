package jp.meishigura.audit.events;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.stream.IntStream;
import jp.meishigura.audit.LogUnderTest;
import jp.meishigura.audit.SampleEvent;
import jp.meishigura.platform.caller.Tenant;
import jp.meishigura.platform.testing.FromStand;
import jp.meishigura.platform.testing.Stand;
import jp.meishigura.platform.testing.StandDatabase;
import jp.meishigura.platform.testing.StandResource;
import jp.meishigura.platform.testing.StandTopics;
import jp.meishigura.platform.testing.TestIssuer;
import jp.meishigura.platform.testing.TestTenants;
import org.apache.kafka.clients.admin.AdminClient;
import org.apache.kafka.clients.admin.GroupListing;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.RemoveMembersFromConsumerGroupOptions;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** How events come into the log when something is wrong: with them, with Kafka, with us. */
@QuarkusTest
@QuarkusTestResource(StandResource.class)
class ArrivalTest {

  @FromStand Stand stand;
  @FromStand StandDatabase database;
  @FromStand StandTopics topics;
  @FromStand TestIssuer issuer;

  private final Tenant tenant = TestTenants.fresh();
  private LogUnderTest log;

  @BeforeEach
  void connect() {
    log = new LogUnderTest(database, topics, issuer);
  }

  private long entriesOfTheTenant() {
    return log.number("select count(*) from entries where tenant_id = ?", tenant.id());
  }

  private SampleEvent event() {
    return SampleEvent.of(tenant, "card.read");
  }

  @Test
  void an_event_that_is_sent_twice_is_recorded_once() {
    SampleEvent twice = event();
    SampleEvent after = event();
    log.send(twice, twice);
    log.send(twice, after);
    log.awaitEntry(after.id());

    assertThat(entriesOfTheTenant()).isEqualTo(2);
    log.assertGapless();
  }

  @Test
  void events_that_nobody_can_read_are_set_aside_and_the_rest_goes_on() {
    Tenant other = TestTenants.fresh();
    long rejectsBefore = log.number("select count(*) from inbox_rejects");
    List<SampleEvent> bad =
        List.of(
            event().without("actor"),
            event().without("decision"),
            event().with("decision", "perhaps"),
            event().with("action", ""),
            event().with("at", "some day"),
            event().with("at", "+999999999-12-31T00:00:00Z"),
            event().with("card", "not-a-uuid"),
            event().with("id", UUID.randomUUID().toString()),
            event().with("tenant", other.id().toString()),
            event().by("with\u0000nul"),
            event().by("x".repeat(3000)));
    List<SampleEvent> mixed = new ArrayList<>();
    List<SampleEvent> good = new ArrayList<>();
    for (SampleEvent one : bad) {
      mixed.add(one);
      SampleEvent fine = event();
      good.add(fine);
      mixed.add(fine);
    }
    log.send(mixed);
    sendRaw("{\"details\":{\"a\":\"\\ud83d\"}," + text(event()).substring(1));
    sendRaw("{\"reason\":\"\\ud83d\"," + text(event()).substring(1));
    sendRaw("not json at all");
    sendRaw("null");
    sendRaw(text(event()) + " and more");
    topics.send("audit", "key", Map.of(), "no headers".getBytes(UTF_8));
    SampleEvent last = event();
    good.add(last);
    log.send(last);
    good.forEach(one -> log.awaitEntry(one.id()));

    assertThat(entriesOfTheTenant()).isEqualTo(good.size());
    assertThat(log.number("select count(*) from entries where tenant_id = ?", other.id())).isZero();
    assertThat(log.number("select count(*) from inbox_rejects") - rejectsBefore)
        .isEqualTo(bad.size() + 6);
    assertThat(log.ids(tenant, Map.of()))
        .containsExactlyElementsOf(good.stream().map(one -> one.id().toString()).toList());
    log.assertGapless();
  }

  private static String text(SampleEvent event) {
    return new String(event.bytes(), UTF_8);
  }

  private void sendRaw(String body) {
    topics.send("audit", tenant.id().toString(), event().headers(), body.getBytes(UTF_8));
  }

  @Test
  void a_member_that_a_newer_service_adds_is_no_reason_to_lose_an_event() {
    SampleEvent newer = event().with("basis", "consent");
    log.append(newer);
    assertThat(log.ids(tenant, Map.of())).containsExactly(newer.id().toString());
  }

  @Test
  void a_broker_that_stands_still_delays_entries_and_loses_none() throws Exception {
    log.append(event());
    int queries = 12;
    signalKafka("STOP");
    try {
      for (int one = 0; one < queries; one++) {
        log.auditor(tenant).get("/v1/entries").then().statusCode(200);
      }
      // Longer than the consumer's session (6 s): it must join its group again afterwards.
      Thread.sleep(Duration.ofSeconds(8));
      assertThat(entriesOfTheTenant()).isEqualTo(1);
    } finally {
      signalKafka("CONT");
    }
    log.awaitNumber(
        queries,
        "select count(*) from entries where tenant_id = ? and action = 'audit.query'",
        tenant.id());
    log.awaitNumber(0, "select count(*) from outbox where published_at is null");
    log.assertGapless();
  }

  private void signalKafka(String signal) throws Exception {
    String pid = stand.property("pid.kafka");
    assertThat(new ProcessBuilder("kill", "-" + signal, pid).start().waitFor()).isZero();
  }

  /**
   * Takes the service's place in its group away and sets the group back to the start: the same as a
   * crash after the database committed and before Kafka did, for every event so far.
   */
  @Test
  void events_whose_handling_kafka_never_heard_of_are_not_recorded_again() throws Exception {
    List<SampleEvent> events = IntStream.range(0, 20).mapToObj(one -> event()).toList();
    log.append(events);
    long size = log.number("select size from log_head");

    TopicPartition partition = new TopicPartition(topics.prefix() + "audit", 0);
    try (AdminClient admin = AdminClient.create(Map.of("bootstrap.servers", topics.bootstrap()))) {
      String group =
          admin.listGroups().all().get().stream()
              .map(GroupListing::groupId)
              .filter(id -> id.startsWith(topics.prefix()) && id.endsWith(".audit"))
              .findFirst()
              .orElseThrow();
      await().atMost(Duration.ofSeconds(20)).until(() -> allHandled(admin, group, partition));
      await()
          .atMost(Duration.ofSeconds(30))
          .pollDelay(Duration.ZERO)
          .until(() -> setBack(admin, group, partition));
      await().atMost(Duration.ofSeconds(30)).until(() -> allHandled(admin, group, partition));
    }

    assertThat(entriesOfTheTenant()).isEqualTo(20);
    assertThat(log.number("select size from log_head")).isEqualTo(size);
    log.assertGapless();
  }

  private static boolean allHandled(AdminClient admin, String group, TopicPartition partition)
      throws Exception {
    long end =
        admin
            .listOffsets(Map.of(partition, OffsetSpec.latest()))
            .partitionResult(partition)
            .get()
            .offset();
    OffsetAndMetadata committed =
        admin.listConsumerGroupOffsets(group).partitionsToOffsetAndMetadata().get().get(partition);
    return committed != null && committed.offset() == end;
  }

  private static boolean setBack(AdminClient admin, String group, TopicPartition partition)
      throws InterruptedException {
    try {
      admin
          .removeMembersFromConsumerGroup(group, new RemoveMembersFromConsumerGroupOptions())
          .all()
          .get();
      admin
          .alterConsumerGroupOffsets(group, Map.of(partition, new OffsetAndMetadata(0)))
          .all()
          .get();
      return true;
    } catch (ExecutionException e) {
      // The consumer came back in between: once more.
      return false;
    }
  }
}
