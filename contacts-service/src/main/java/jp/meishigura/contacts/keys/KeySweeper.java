package jp.meishigura.contacts.keys;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Instant;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import jp.meishigura.platform.problem.StackOnly;
import jp.meishigura.platform.service.Monotonic;
import org.jboss.logging.Logger;

/** Zeroes keys that grew too old, whether anybody asks for them or not, and all at the end. */
@ApplicationScoped
public class KeySweeper {

  private static final Logger LOG = Logger.getLogger(KeySweeper.class);
  private static final long SHORTEST_PAUSE_MILLIS = 250;

  private final SubjectKeyCache cache;
  private final KeyPool pool;
  private final IndexKeyCache indexes;
  private final Monotonic clock;
  private final long pauseMillis;
  private final ScheduledExecutorService timer =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().name("key-sweeper").daemon().factory());

  public KeySweeper(
      SubjectKeyCache cache,
      KeyPool pool,
      IndexKeyCache indexes,
      Monotonic clock,
      KeysConfig config) {
    this.cache = cache;
    this.pool = pool;
    this.indexes = indexes;
    this.clock = clock;
    this.pauseMillis = Math.max(SHORTEST_PAUSE_MILLIS, config.maxAge().toMillis() / 10);
  }

  void start(@Observes StartupEvent event) {
    var _ =
        timer.scheduleWithFixedDelay(
            this::sweepOrSayWhyNot, pauseMillis, pauseMillis, TimeUnit.MILLISECONDS);
  }

  private void sweepOrSayWhyNot() {
    try {
      sweep(clock.instant());
    } catch (RuntimeException | Error e) {
      // A timer whose work throws is silent for ever after.
      LOG.warnf("Old keys are zeroed a moment later: %s", StackOnly.of(e));
    }
  }

  void stop(@Observes ShutdownEvent event) {
    timer.shutdownNow();
    forgetAll();
  }

  /** Zeroes every key in memory. What needs one afterwards asks crypto-gateway. */
  public void forgetAll() {
    sweep(Instant.MAX);
  }

  private void sweep(Instant now) {
    cache.dropOld(now);
    pool.dropOld(now);
    indexes.dropOld(now);
  }
}
