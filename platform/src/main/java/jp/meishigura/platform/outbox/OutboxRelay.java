package jp.meishigura.platform.outbox;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import jp.meishigura.platform.problem.StackOnly;
import jp.meishigura.platform.service.PlatformConfig;
import jp.meishigura.platform.tx.TenantTransactions;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Carries the outbox to Kafka, in order, one relay per service at a time.
 *
 * <p>It reads what is not yet published, not what comes after a last number: numbers are drawn
 * before a transaction commits, so that a cursor would jump over slower ones. Rows are marked only
 * after the broker has acknowledged them. A crash in between sends some of them twice; receivers
 * drop the second by its id.
 */
@ApplicationScoped
public class OutboxRelay {

  private static final Logger LOG = Logger.getLogger(OutboxRelay.class);
  private static final Duration MAX_PAUSE = Duration.ofSeconds(5);

  private final TenantTransactions transactions;
  private final OutboxTable table;
  private final RelaySignal signal;
  private final RelayProducer producers;
  private final PlatformConfig.Relay config;
  private volatile boolean running;
  private @Nullable Thread thread;

  OutboxRelay(
      TenantTransactions transactions,
      OutboxTable table,
      RelaySignal signal,
      RelayProducer producers,
      PlatformConfig config) {
    this.transactions = transactions;
    this.table = table;
    this.signal = signal;
    this.producers = producers;
    this.config = config.relay();
  }

  void start(@Observes StartupEvent event) {
    running = true;
    thread = Thread.ofPlatform().name("outbox-relay").daemon().start(this::run);
  }

  void stop(@Observes ShutdownEvent event) throws InterruptedException {
    running = false;
    signal.wake();
    if (thread != null) {
      thread.join(Duration.ofSeconds(3));
    }
    producers.close();
  }

  private void run() {
    Duration pause = Duration.ofMillis(100);
    while (running) {
      try {
        long begun = System.nanoTime();
        int carried = transactions.callAsSystem(this::carryOneBatch);
        pause = Duration.ofMillis(100);
        if (carried < config.batchSize()) {
          signal.await(config.pollInterval());
          Thread.sleep(config.linger().minusNanos(System.nanoTime() - begun));
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return;
      } catch (RuntimeException | Error e) {
        // An error too: without the relay no record would leave, and nobody would notice.
        if (!running) {
          return;
        }
        LOG.warnf("The outbox waits for %s: %s", pause, StackOnly.of(e));
        // A new producer, so that nothing of the failed batch is still on its way.
        producers.close();
        sleep(pause);
        pause = pause.multipliedBy(2).compareTo(MAX_PAUSE) > 0 ? MAX_PAUSE : pause.multipliedBy(2);
      }
    }
  }

  private int carryOneBatch() {
    if (!table.becomeTheRelay()) {
      return 0;
    }
    List<OutboxRow> rows = table.unpublished(config.batchSize());
    if (rows.isEmpty()) {
      return 0;
    }
    Producer<String, byte[]> producer = producers.get();
    List<Future<RecordMetadata>> acks = new ArrayList<>(rows.size());
    for (OutboxRow row : rows) {
      acks.add(producer.send(producers.record(row)));
    }
    producer.flush();
    for (Future<RecordMetadata> ack : acks) {
      await(ack);
    }
    table.markPublished(rows);
    return rows.size();
  }

  private static void await(Future<RecordMetadata> ack) {
    try {
      ack.get();
    } catch (ExecutionException e) {
      throw new KafkaException("not acknowledged", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new KafkaException("interrupted", e);
    }
  }

  private static void sleep(Duration pause) {
    try {
      Thread.sleep(pause);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
