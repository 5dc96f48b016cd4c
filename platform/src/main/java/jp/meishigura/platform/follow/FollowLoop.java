package jp.meishigura.platform.follow;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.Supplier;
import jp.meishigura.platform.event.TopicIds;
import jp.meishigura.platform.problem.StackOnly;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Reads a topic from its beginning, without a consumer group, and then goes on following it. "Read"
 * means up to the end that the topic had when the loop first reached the broker.
 */
final class FollowLoop {

  private static final Logger LOG = Logger.getLogger(FollowLoop.class);
  private static final Duration POLL = Duration.ofMillis(200);
  private static final Duration FIRST_PAUSE = Duration.ofMillis(200);
  private static final Duration MAX_PAUSE = Duration.ofSeconds(5);

  private final String topic;
  private final Map<String, Object> config;
  private final Consumer<List<ConsumerRecord<String, byte[]>>> deliver;
  private final Supplier<TopicIds.Watch> watches;

  /** Where to go on after a lost connection. */
  private final Map<TopicPartition, Long> next = new ConcurrentHashMap<>();

  /** The topic that those positions count in. */
  private String topicId = "";

  private volatile boolean running = true;
  private volatile boolean read;
  private volatile @Nullable KafkaConsumer<String, byte[]> current;
  private @Nullable Thread thread;

  FollowLoop(
      String topic,
      Map<String, Object> config,
      Consumer<List<ConsumerRecord<String, byte[]>>> deliver,
      Supplier<TopicIds.Watch> watches) {
    this.topic = topic;
    this.config = config;
    this.deliver = deliver;
    this.watches = watches;
  }

  void start() {
    thread = Thread.ofPlatform().name("follow-" + topic).daemon().start(this::run);
  }

  void stop() throws InterruptedException {
    running = false;
    KafkaConsumer<String, byte[]> consumer = current;
    if (consumer != null) {
      consumer.wakeup();
    }
    if (thread != null) {
      thread.join(Duration.ofSeconds(3));
    }
  }

  /** Whether everything was applied that the topic held at the start. */
  boolean read() {
    return read;
  }

  private void run() {
    Duration pause = FIRST_PAUSE;
    while (running) {
      try (KafkaConsumer<String, byte[]> consumer =
          new KafkaConsumer<>(config, new StringDeserializer(), new ByteArrayDeserializer())) {
        current = consumer;
        TopicIds.Watch watch = watches.get();
        if (!watch.id().equals(topicId)) {
          // Another topic of this name: what is known of the former one says nothing here.
          next.clear();
          topicId = watch.id();
        }
        Map<TopicPartition, Long> ends = consumer.endOffsets(assign(consumer));
        while (running) {
          watch.look();
          pause = pollOnce(consumer, pause);
          if (!read && hasReached(consumer, ends)) {
            LOG.infof("%s was read and applied to its end", topic);
            read = true;
          }
        }
      } catch (WakeupException e) {
        return;
      } catch (RuntimeException | Error e) {
        // An error too: a thread that has ended hears nothing, and nobody would notice.
        LOG.warnf("%s is read again in %s: %s", topic, pause, StackOnly.of(e));
        pause = sleep(pause);
      } finally {
        current = null;
      }
    }
  }

  /** A topic that is not there is no empty one: what it should say is unknown. */
  private List<TopicPartition> assign(KafkaConsumer<String, byte[]> consumer) {
    List<TopicPartition> partitions =
        consumer.partitionsFor(topic).stream()
            .map(info -> new TopicPartition(info.topic(), info.partition()))
            .toList();
    if (partitions.isEmpty()) {
      throw new KafkaException("no such topic");
    }
    consumer.assign(partitions);
    partitions.forEach(partition -> seek(consumer, partition));
    return partitions;
  }

  private void seek(KafkaConsumer<String, byte[]> consumer, TopicPartition partition) {
    Long known = next.get(partition);
    if (known == null) {
      consumer.seekToBeginning(List.of(partition));
    } else {
      consumer.seek(partition, known);
    }
  }

  private static boolean hasReached(
      KafkaConsumer<String, byte[]> consumer, Map<TopicPartition, Long> ends) {
    return ends.entrySet().stream()
        .allMatch(end -> consumer.position(end.getKey()) >= end.getValue());
  }

  private Duration pollOnce(KafkaConsumer<String, byte[]> consumer, Duration pause) {
    ConsumerRecords<String, byte[]> records = consumer.poll(POLL);
    boolean failed = false;
    for (TopicPartition partition : records.partitions()) {
      List<ConsumerRecord<String, byte[]>> batch = new ArrayList<>(records.records(partition));
      try {
        deliver.accept(batch);
        next.put(partition, batch.getLast().offset() + 1);
      } catch (RuntimeException e) {
        LOG.warnf("Events of %s are tried again in %s: %s", partition, pause, StackOnly.of(e));
        consumer.seek(partition, batch.getFirst().offset());
        failed = true;
      }
    }
    return failed ? sleep(pause) : FIRST_PAUSE;
  }

  private static Duration sleep(Duration pause) {
    try {
      Thread.sleep(pause);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    Duration longer = pause.multipliedBy(2);
    return longer.compareTo(MAX_PAUSE) > 0 ? MAX_PAUSE : longer;
  }
}
