package jp.meishigura.platform.testing;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.AdminClient;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;

/** The topics of one service's tests, under a prefix of their own. */
public final class StandTopics {

  private final String bootstrap;
  private final String prefix;

  private StandTopics(String bootstrap, String prefix) {
    this.bootstrap = bootstrap;
    this.prefix = prefix;
  }

  static StandTopics create(Stand stand) {
    StandTopics topics =
        new StandTopics(
            stand.property("kafka.bootstrap"),
            "t" + UUID.randomUUID().toString().substring(0, 8) + ".");
    try (AdminClient admin = AdminClient.create(Map.of("bootstrap.servers", topics.bootstrap))) {
      admin
          .createTopics(
              Stream.of(
                      "audit",
                      "receipts",
                      "purposes",
                      "consent",
                      "tombstones",
                      "key-policy",
                      "release-stops")
                  .map(name -> topic(topics.prefix, name))
                  .toList())
          .all()
          .get();
    } catch (ExecutionException e) {
      throw new IllegalStateException("No topics for the tests.", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
    return topics;
  }

  /** As the launcher makes them: tombstones, policies and stops are compacted. */
  private static NewTopic topic(String prefix, String name) {
    NewTopic topic = new NewTopic(prefix + name, 1, (short) 1);
    return Set.of("tombstones", "key-policy", "release-stops").contains(name)
        ? topic.configs(Map.of("cleanup.policy", "compact"))
        : topic;
  }

  public String prefix() {
    return prefix;
  }

  public String bootstrap() {
    return bootstrap;
  }

  /** Sends a record as another service would, and waits for the broker. */
  public void send(String topic, String key, Map<String, String> headers, byte[] data) {
    try (KafkaProducer<String, byte[]> producer =
        new KafkaProducer<>(
            Map.of("bootstrap.servers", bootstrap),
            new StringSerializer(),
            new ByteArraySerializer())) {
      ProducerRecord<String, byte[]> record = new ProducerRecord<>(prefix + topic, key, data);
      headers.forEach((name, value) -> record.headers().add(name, value.getBytes(UTF_8)));
      producer.send(record).get();
    } catch (ExecutionException e) {
      throw new IllegalStateException("not sent", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
  }

  /** All records of the topic from its start until one matches, at most so long. */
  public List<ConsumerRecord<String, byte[]>> readUntil(
      String topic, Predicate<ConsumerRecord<String, byte[]>> last, Duration atMost) {
    List<ConsumerRecord<String, byte[]>> seen = new ArrayList<>();
    try (KafkaConsumer<String, byte[]> consumer =
        new KafkaConsumer<>(
            Map.of("bootstrap.servers", bootstrap, "auto.offset.reset", "earliest"),
            new StringDeserializer(),
            new ByteArrayDeserializer())) {
      List<TopicPartition> partitions =
          consumer.partitionsFor(prefix + topic).stream()
              .map(info -> new TopicPartition(info.topic(), info.partition()))
              .toList();
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      Instant end = Instant.now().plus(atMost);
      while (Instant.now().isBefore(end)) {
        for (ConsumerRecord<String, byte[]> record : consumer.poll(Duration.ofMillis(100))) {
          seen.add(record);
          if (last.test(record)) {
            return seen;
          }
        }
      }
    }
    throw new AssertionError("No such record among the " + seen.size() + " of " + topic);
  }
}
