package jp.meishigura.audit.identity;

import java.time.Duration;
import java.util.UUID;
import jp.meishigura.audit.domain.identity.Directory;
import jp.meishigura.audit.domain.identity.Readings;
import jp.meishigura.audit.domain.identity.Readings.Source;
import jp.meishigura.platform.problem.StackOnly;
import jp.meishigura.platform.tx.TenantTransactions;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Reads again and again, on a thread of its own; ever more rarely while that does not work. */
final class ReadingLoop {

  private static final Logger LOG = Logger.getLogger(ReadingLoop.class);
  private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);
  private static final Duration PATIENCE = Duration.ofSeconds(2);

  private final Reading reading;
  private final Readings readings;
  private final TenantTransactions transactions;
  private final IdentityConfig config;
  private final IdentityMeters meters;
  private final UUID holder = UUID.randomUUID();
  private volatile boolean running = true;
  private @Nullable Thread thread;

  ReadingLoop(
      Reading reading,
      Readings readings,
      TenantTransactions transactions,
      IdentityConfig config,
      IdentityMeters meters) {
    this.reading = reading;
    this.readings = readings;
    this.transactions = transactions;
    this.config = config;
    this.meters = meters;
  }

  void start() {
    thread = Thread.ofPlatform().name("identity-events").daemon().start(this::run);
  }

  void stop() throws InterruptedException {
    running = false;
    if (thread != null) {
      thread.interrupt();
      thread.join(PATIENCE);
    }
  }

  private void run() {
    Duration pause = FIRST_PAUSE;
    while (running) {
      if (round()) {
        pause = FIRST_PAUSE;
        sleep(config.interval());
      } else {
        sleep(pause);
        pause = longer(pause);
      }
    }
    release();
  }

  private boolean round() {
    try {
      read();
      return true;
    } catch (Directory.NotAnswered e) {
      complain("the identity provider " + e.getMessage());
    } catch (RuntimeException | Error e) {
      // An error too: without this thread nothing would be read, and nobody would notice.
      complain(StackOnly.of(e));
    }
    return false;
  }

  private void read() {
    if (transactions.callAsSystem(() -> readings.hold(holder, config.lease()))) {
      for (Source source : Source.values()) {
        reading.run(source);
      }
      var _ =
          transactions.callAsSystem(
              () -> {
                readings.completed();
                readings.forget(config.overlap());
                return true;
              });
    }
    transactions.callAsSystem(readings::completedAt).ifPresent(meters::completed);
  }

  private void complain(String why) {
    if (running) {
      LOG.warnf("Events of the identity provider wait: %s", why);
    }
  }

  private Duration longer(Duration pause) {
    Duration twice = pause.multipliedBy(2);
    return twice.compareTo(config.longestPause()) > 0 ? config.longestPause() : twice;
  }

  private void sleep(Duration rest) {
    try {
      Thread.sleep(rest);
    } catch (InterruptedException e) {
      // Of stop(); nobody else knows this thread.
      running = false;
    }
  }

  private void release() {
    // Of stop(): a transaction does not begin on an interrupted thread.
    boolean _ = Thread.interrupted();
    try {
      var _ =
          transactions.callAsSystem(
              () -> {
                readings.release(holder);
                return true;
              });
    } catch (RuntimeException e) {
      LOG.info("Another instance reads the identity provider's events when the lease has ended");
    }
  }
}
