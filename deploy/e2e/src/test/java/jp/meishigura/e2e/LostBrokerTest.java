package jp.meishigura.e2e;

import static io.restassured.RestAssured.given;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import jp.meishigura.local.Port;
import jp.meishigura.local.kafka.KafkaPart;
import jp.meishigura.local.keycloak.Audience;
import jp.meishigura.local.services.Service;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Kafka is killed under load and comes back with an empty disk; services go on running. */
@ExtendWith(WithSuite.class)
class LostBrokerTest {

  private static final Duration PATIENCE = Duration.ofMinutes(4);

  private final SuiteUnderTest suite;
  private final Aozora aozora;
  private final Dumps dumps;

  LostBrokerTest(SuiteUnderTest suite) {
    this.suite = suite;
    this.aozora = new Aozora(suite);
    this.dumps = new Dumps(suite.site());
  }

  private long number(Service service, String sql) {
    try {
      return Long.parseLong(dumps.query(service, sql).getFirst());
    } catch (SQLException e) {
      throw new IllegalStateException(sql, e);
    }
  }

  private void loseTheDisk() throws IOException {
    suite.kill("kafka");
    Path data = suite.site().folders().of("kafka").resolve("data");
    try (Stream<Path> files = Files.walk(data)) {
      files.sorted(Comparator.reverseOrder()).forEach(LostBrokerTest::delete);
    }
    assertThat(data).doesNotExist();
  }

  private static void delete(Path file) {
    try {
      Files.delete(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Reads of a card that were answered, and how many. */
  private Future<Integer> readers(ExecutorService threads, String card, AtomicBoolean go) {
    String token = suite.person("jiro", Audience.CONTACTS);
    return threads.submit(
        () -> {
          int answered = 0;
          while (go.get()) {
            int status =
                given()
                    .header("Authorization", "Bearer " + token)
                    .get(suite.url(Port.CONTACTS) + "/v1/cards/" + card)
                    .statusCode();
            assertThat(status).isEqualTo(200);
            answered++;
          }
          return answered;
        });
  }

  private Map<String, List<String>> inTopic(String topic) {
    Map<String, List<String>> byKey = new java.util.TreeMap<>();
    try (KafkaConsumer<String, byte[]> consumer =
        new KafkaConsumer<>(
            Map.of("bootstrap.servers", KafkaPart.bootstrap(suite.site())),
            new StringDeserializer(),
            new ByteArrayDeserializer())) {
      List<TopicPartition> partitions =
          consumer.partitionsFor(topic).stream()
              .map(info -> new TopicPartition(info.topic(), info.partition()))
              .toList();
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
      while (partitions.stream().anyMatch(one -> consumer.position(one) < ends.get(one))) {
        for (ConsumerRecord<String, byte[]> record : consumer.poll(Duration.ofMillis(200))) {
          byKey
              .computeIfAbsent(record.key(), _ -> new ArrayList<>())
              .add(new String(record.value(), UTF_8));
        }
      }
    }
    return byKey;
  }

  /** Nobody who is in another test. */
  private void stopSomebody() {
    Aozora.with(suite.person(Aozora.OFFICER, Audience.AUDIT))
        .body(Map.of("person", UUID.randomUUID(), "reason", "drill"))
        .post(suite.url(Port.AUDIT) + "/v1/release-stops")
        .then()
        .statusCode(200);
  }

  /** What a receiver that follows a state topic ends up with: the last word on each key. */
  private static Map<String, String> lastWords(Map<String, List<String>> byKey) {
    Map<String, String> last = new java.util.TreeMap<>();
    byKey.forEach((key, bodies) -> last.put(key, bodies.getLast()));
    return last;
  }

  @Test
  void every_business_change_is_one_entry_and_every_state_is_told_again() throws Exception {
    List<String> cards = aozora.bringIn("iphone-3.0.vcf");
    String read = cards.getFirst();
    String erased = cards.getLast();
    String open = aozora.bringIn("renrakusaki-4.0.vcf").getFirst();
    URI link = aozora.agree(open, "n.watanabe@fujimi-electric.example");
    aozora.erase(erased).then().statusCode(200);
    stopSomebody();
    quiet();
    List<String> states =
        List.of("purposes", "consent", "tombstones", "key-policy", "release-stops");
    Map<String, Map<String, String>> before = new java.util.TreeMap<>();
    for (String topic : states) {
      before.put(topic, lastWords(inTopic("meishigura." + topic)));
    }
    long entries = number(Service.AUDIT, readsOf(read));

    AtomicBoolean go = new AtomicBoolean(true);
    int answered = 0;
    try (ExecutorService threads = Executors.newFixedThreadPool(3)) {
      List<Future<Integer>> readers = new ArrayList<>();
      for (int one = 0; one < 3; one++) {
        readers.add(readers(threads, read, go));
      }
      Thread.sleep(2_000);
      loseTheDisk();
      Thread.sleep(2_000);
      Aozora.answer(link, "withdraw");
      suite.startPart("kafka");
      Thread.sleep(2_000);
      go.set(false);
      for (Future<Integer> reader : readers) {
        answered += reader.get();
      }
    }
    assertThat(answered).isPositive();
    quiet();

    assertThat(number(Service.AUDIT, readsOf(read)) - entries)
        .as("one entry for each answer")
        .isEqualTo(answered);
    assertThat(
            number(
                Service.AUDIT,
                "select count(*) from entries, log_head having count(*) = max(size)"
                    + " and max(leaf_index) = max(size) - 1"))
        .isPositive();
    await()
        .atMost(PATIENCE)
        .untilAsserted(
            () -> {
              for (String topic : states) {
                assertThat(lastWords(inTopic("meishigura." + topic)).keySet())
                    .as(topic)
                    .containsAll(before.get(topic).keySet());
              }
            });
    for (String topic : List.of("purposes", "tombstones", "key-policy", "release-stops")) {
      assertThat(lastWords(inTopic("meishigura." + topic)))
          .as(topic)
          .containsAllEntriesOf(before.get(topic));
    }
    await()
        .atMost(PATIENCE)
        .untilAsserted(() -> aozora.reveal(aozora.as(Aozora.MEMBER), open).then().statusCode(423));
  }

  @Test
  void a_producer_that_dies_between_numbering_and_sending_goes_on_with_the_same_numbers()
      throws Exception {
    String card = aozora.bringIn("renrakusaki-4.0.vcf").getFirst();
    quiet();
    long entries = number(Service.AUDIT, readsOf(card));
    suite.stopPart("kafka");
    Set<String> numbered;
    try {
      for (int one = 0; one < 5; one++) {
        aozora.seen(card);
      }
      String sql =
          "select b.first_number + s.n - 1 || ' ' || o.event_id from audit_batches b cross join"
              + " unnest(b.seqs) with ordinality s(seq, n) join outbox o on o.seq = s.seq";
      await().atMost(PATIENCE).until(() -> !dumps.query(Service.CONTACTS, sql).isEmpty());
      numbered = new HashSet<>(dumps.query(Service.CONTACTS, sql));
      suite.kill("contacts-service");
    } finally {
      suite.startPart("kafka");
      suite.startPart("contacts-service");
    }
    quiet();
    assertThat(number(Service.AUDIT, readsOf(card)) - entries).isEqualTo(5);
    Set<String> sent = new HashSet<>();
    numbersOnTheWire(sent);
    assertThat(sent).containsAll(numbered);
  }

  private void numbersOnTheWire(Set<String> sent) {
    try (KafkaConsumer<String, byte[]> consumer =
        new KafkaConsumer<>(
            Map.of("bootstrap.servers", KafkaPart.bootstrap(suite.site())),
            new StringDeserializer(),
            new ByteArrayDeserializer())) {
      TopicPartition audit = new TopicPartition("meishigura.audit", 0);
      consumer.assign(List.of(audit));
      consumer.seekToBeginning(List.of(audit));
      long end = consumer.endOffsets(List.of(audit)).get(audit);
      while (consumer.position(audit) < end) {
        for (ConsumerRecord<String, byte[]> record : consumer.poll(Duration.ofMillis(200))) {
          var number = record.headers().lastHeader("ce_sequence");
          if (number != null) {
            sent.add(
                Long.parseLong(new String(number.value(), UTF_8))
                    + " "
                    + new String(record.headers().lastHeader("ce_id").value(), UTF_8));
          }
        }
      }
    }
  }

  private static String readsOf(String card) {
    return "select count(*) from entries where action = 'card.read' and card = '" + card + "'";
  }

  /** Every outbox is empty of audit records: each was answered. And nothing is missing. */
  private void quiet() {
    for (Service service : Service.values()) {
      await()
          .atMost(PATIENCE)
          .untilAsserted(
              () -> {
                assertThat(number(service, "select count(*) from outbox where topic = 'audit'"))
                    .as(service + "'s records without a receipt")
                    .isZero();
                assertThat(number(service, "select count(*) from audit_batches")).isZero();
              });
    }
    assertThat(number(Service.AUDIT, "select count(*) from sequence_gaps where closed_at is null"))
        .as("gaps")
        .isZero();
  }
}
