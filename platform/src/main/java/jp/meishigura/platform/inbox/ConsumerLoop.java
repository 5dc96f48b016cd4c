package jp.meishigura.platform.inbox;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import jp.meishigura.platform.event.TopicIds;
import jp.meishigura.platform.problem.StackOnly;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Reads one topic for one handler. An event that fails is tried again, with growing pauses, until
 * it succeeds: order is kept and nothing is skipped. That is why this is a loop of our own and not
 * a channel that stops or moves on at the first failure (docs/adr/0006).
 */
final class ConsumerLoop {

  private static final Logger LOG = Logger.getLogger(ConsumerLoop.class);
  private static final Duration POLL = Duration.ofMillis(200);
  private static final Duration FIRST_PAUSE = Duration.ofMillis(200);
  private static final Duration MAX_PAUSE = Duration.ofSeconds(10);

  private final String topic;
  private final Map<String, Object> config;
  private final EventHandler handler;
  private final EventDelivery delivery;
  private final Supplier<TopicIds.Watch> watches;
  private volatile boolean running = true;
  private volatile boolean caughtUp;
  private volatile @Nullable KafkaConsumer<String, byte[]> current;
  private @Nullable Thread thread;

  ConsumerLoop(
      String topic,
      Map<String, Object> config,
      EventHandler handler,
      EventDelivery delivery,
      Supplier<TopicIds.Watch> watches) {
    this.topic = topic;
    this.config = config;
    this.handler = handler;
    this.delivery = delivery;
    this.watches = watches;
  }

  void start() {
    thread = Thread.ofPlatform().name("inbox-" + topic).daemon().start(this::run);
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

  /** Whether the database knows all that the service's group had heard when the loop started. */
  boolean caughtUp() {
    return caughtUp;
  }

  private void run() {
    Duration pause = FIRST_PAUSE;
    while (running) {
      try (KafkaConsumer<String, byte[]> consumer =
          new KafkaConsumer<>(config, new StringDeserializer(), new ByteArrayDeserializer())) {
        current = consumer;
        TopicIds.Watch watch = watches.get();
        Resumption resumption =
            new Resumption(consumer, partition -> delivery.position(partition, watch.id()));
        Map<TopicPartition, Long> heard = caughtUp ? Map.of() : resumption.heard(topic);
        consumer.subscribe(List.of(topic), resumption);
        while (running) {
          caughtUp = caughtUp || resumption.knows(heard);
          watch.look();
          pause = pollOnce(consumer, watch.id(), pause);
        }
      } catch (WakeupException e) {
        return;
      } catch (RuntimeException | Error e) {
        // An error too: a thread that has ended hears nothing, and nobody would notice.
        LOG.warnf("The inbox of %s reconnects: %s", topic, StackOnly.of(e));
        pause = sleep(pause);
      } finally {
        current = null;
      }
    }
  }

  private Duration pollOnce(
      KafkaConsumer<String, byte[]> consumer, String topicId, Duration pause) {
    ConsumerRecords<String, byte[]> records = consumer.poll(POLL);
    boolean failed = false;
    for (TopicPartition partition : records.partitions()) {
      List<ConsumerRecord<String, byte[]>> batch = new ArrayList<>(records.records(partition));
      try {
        delivery.deliver(handler, topicId, batch);
        long next = batch.getLast().offset() + 1;
        consumer.commitSync(Map.of(partition, new OffsetAndMetadata(next)));
      } catch (WakeupException e) {
        throw e;
      } catch (RuntimeException e) {
        LOG.warnf("Events of %s are tried again in %s: %s", partition, pause, StackOnly.of(e));
        // What was handled in this batch is known to the inbox and will not be handled twice.
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
