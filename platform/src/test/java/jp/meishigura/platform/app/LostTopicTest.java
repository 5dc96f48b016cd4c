package jp.meishigura.platform.app;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.stream.IntStream;
import jp.meishigura.platform.audit.AuditRecord;
import jp.meishigura.platform.audit.AuditTrail;
import jp.meishigura.platform.caller.Tenant;
import jp.meishigura.platform.event.EventHeaders;
import jp.meishigura.platform.outbox.Outbox;
import jp.meishigura.platform.outbox.OutgoingEvent;
import jp.meishigura.platform.testing.FromStand;
import jp.meishigura.platform.testing.StandResource;
import jp.meishigura.platform.testing.StandTopics;
import jp.meishigura.platform.testing.TestTenants;
import jp.meishigura.platform.tx.TenantTransactions;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;

/** A topic is really deleted and made anew under a running service. */
@QuarkusTest
@QuarkusTestResource(StandResource.class)
class LostTopicTest {

  private static final Duration SOON = Duration.ofSeconds(60);

  @FromStand StandTopics topics;

  @Inject TenantTransactions transactions;
  @Inject Outbox outbox;
  @Inject AuditTrail trail;
  @Inject NotesHandler handler;

  private final Tenant tenant = TestTenants.fresh();

  private void loseAndMakeAnew(String topic) throws Exception {
    String name = topics.prefix() + topic;
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", topics.bootstrap()))) {
      admin.deleteTopics(List.of(name)).all().get();
      await()
          .atMost(SOON)
          .ignoreExceptionsInstanceOf(ExecutionException.class)
          .until(
              () -> {
                admin.createTopics(List.of(new NewTopic(name, 1, (short) 1))).all().get();
                return true;
              });
    }
  }

  private void tell(String key, int number) {
    transactions.run(
        tenant,
        () ->
            outbox.append(
                OutgoingEvent.of("consent", key, "t", null, Instant.now(), Map.of("n", number))));
  }

  private static String body(ConsumerRecord<String, byte[]> record) {
    return new String(record.value(), UTF_8);
  }

  @Test
  void states_are_told_again_in_order_and_records_as_far_as_nobody_has_them() throws Exception {
    String key = UUID.randomUUID().toString();
    UUID card = UUID.randomUUID();
    for (int one = 0; one < 5; one++) {
      tell(key, one);
    }
    transactions.run(
        tenant,
        () -> trail.record(AuditRecord.of("a.b", AuditRecord.Actor.system("a-test")).card(card)));
    topics.readUntil(
        "consent", record -> record.key().equals(key) && body(record).contains("4"), SOON);
    topics.readUntil("audit", record -> body(record).contains(card.toString()), SOON);

    loseAndMakeAnew("consent");
    loseAndMakeAnew("audit");
    tell(key, 5);

    List<String> again =
        topics
            .readUntil(
                "consent",
                record -> record.key().equals(key) && body(record).equals("{\"n\":4}"),
                SOON)
            .stream()
            .filter(record -> record.key().equals(key))
            .map(LostTopicTest::body)
            .filter(text -> !text.equals("{\"n\":5}"))
            .toList();
    assertThat(again)
        .containsExactlyElementsOf(
            IntStream.range(0, 5).mapToObj(n -> "{\"n\":" + n + "}").toList());
    topics.readUntil(
        "consent", record -> record.key().equals(key) && body(record).contains("5"), SOON);
    topics.readUntil("audit", record -> body(record).contains(card.toString()), SOON);
  }

  private String send(String text) {
    String unique = text + " " + UUID.randomUUID();
    topics.send(
        "purposes",
        "key",
        Map.of(
            EventHeaders.ID,
            UUID.randomUUID().toString(),
            EventHeaders.TYPE,
            "note",
            EventHeaders.TENANT,
            tenant.id().toString()),
        unique.getBytes(UTF_8));
    return unique;
  }

  @Test
  void a_consumer_does_not_wait_behind_the_end_of_the_new_topic_nor_skip_its_beginning()
      throws Exception {
    for (int one = 0; one < 30; one++) {
      send("old");
    }
    String before = send("before");
    await().atMost(SOON).until(() -> handler.handled().contains(before));

    loseAndMakeAnew("purposes");
    String first = send("first of few");
    await().atMost(SOON).until(() -> handler.handled().contains(first));

    loseAndMakeAnew("purposes");
    // More than the former one held: a position of before would lie in the midst of them.
    List<String> many = IntStream.range(0, 60).mapToObj(one -> send("many " + one)).toList();
    await().atMost(SOON).until(() -> handler.handled().containsAll(many));
  }
}
