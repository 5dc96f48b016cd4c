package jp.meishigura.platform.outbox;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import jp.meishigura.platform.outbox.OutboxTable.Sending;
import jp.meishigura.platform.problem.StackOnly;
import jp.meishigura.platform.service.PlatformConfig;
import jp.meishigura.platform.tx.TenantTransactions;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Carries the outbox to Kafka, in order, one relay per service at a time.
 *
 * <p>It reads what is not yet published, not what comes after a last number: numbers are drawn
 * before a transaction commits, so that a cursor would jump over slower ones. States are marked
 * only after the broker has acknowledged them. Audit records get the next numbers of this database
 * in a transaction that commits before they are sent, and stay until audit-service has answered
 * with their place in the log. A crash in between sends some of them twice, under the same number;
 * receivers drop the second by its id.
 */
@ApplicationScoped
public class OutboxRelay {

  private static final Logger LOG = Logger.getLogger(OutboxRelay.class);
  private static final Duration FIRST_PAUSE = Duration.ofMillis(100);
  private static final Duration MAX_PAUSE = Duration.ofSeconds(5);

  /** Batches that are sent again at once. */
  private static final int BATCHES = 10;

  private final TenantTransactions transactions;
  private final OutboxTable table;
  private final SentTopics topics;
  private final RelaySignal signal;
  private final RelayProducer producer;
  private final PlatformConfig.Relay config;
  private final UUID instance = UUID.randomUUID();
  private volatile boolean running;

  /** Whether there may be numbered records that have not left: they go before any others. */
  private boolean due = true;

  private long looked;
  private @Nullable Thread thread;

  OutboxRelay(
      TenantTransactions transactions,
      OutboxTable table,
      SentTopics topics,
      RelaySignal signal,
      RelayProducer producer,
      PlatformConfig config) {
    this.transactions = transactions;
    this.table = table;
    this.topics = topics;
    this.signal = signal;
    this.producer = producer;
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
    producer.close();
  }

  private void run() {
    Duration pause = FIRST_PAUSE;
    while (running) {
      try {
        long begun = System.nanoTime();
        boolean more = carryOneBatch();
        pause = FIRST_PAUSE;
        if (!more) {
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
        producer.close();
        topics.suspect();
        due = true;
        sleep(pause);
        pause = pause.multipliedBy(2).compareTo(MAX_PAUSE) > 0 ? MAX_PAUSE : pause.multipliedBy(2);
      }
    }
  }

  /** Whether there is more at once. */
  private boolean carryOneBatch() {
    // First, and whether Kafka is there or not: numbers follow the order of what happened.
    Sending numbered = transactions.callAsSystem(this::number);
    long now = System.nanoTime();
    if (topics.look() || now - looked > config.resendAfter().dividedBy(4).toNanos()) {
      due = true;
      looked = now;
    }
    return transactions.callAsSystem(() -> carry(numbered));
  }

  private Sending number() {
    if (!table.becomeTheRelay(true)) {
      return Sending.NOTHING;
    }
    Optional<Sending> numbered = table.number(config.batchSize(), instance);
    due |= numbered.isEmpty();
    return numbered.orElse(Sending.NOTHING);
  }

  private boolean carry(Sending numbered) {
    if (!table.becomeTheRelay(false)) {
      // Another instance is at it. What was numbered here may be left to us all the same.
      due |= !numbered.rows().isEmpty();
      return false;
    }
    Sending records = due ? table.due(BATCHES, config.resendAfter()) : numbered;
    List<OutboxRow> states = table.unpublished(config.batchSize());
    List<OutboxRow> rows = new ArrayList<>(records.rows());
    rows.addAll(states);
    if (!rows.isEmpty()) {
      producer.send(rows);
    }
    table.markSent(records.batches());
    table.markPublished(states);
    boolean full = Math.max(records.rows().size(), states.size()) >= config.batchSize();
    // Else nothing has to leave any more that is older than what was numbered just now.
    due = due && !numbered.covers(records);
    return full || due;
  }

  private static void sleep(Duration pause) {
    try {
      Thread.sleep(pause);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
