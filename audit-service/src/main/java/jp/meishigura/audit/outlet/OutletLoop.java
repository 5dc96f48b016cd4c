package jp.meishigura.audit.outlet;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;
import java.util.UUID;
import jp.meishigura.audit.domain.outlet.ChainedEntry;
import jp.meishigura.platform.problem.StackOnly;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Follows the log for one outlet, on a thread of its own: a receiver that is slow or away holds up
 * nobody else, and nothing is kept in memory for it. The position is kept after entries were
 * delivered; who is killed in between delivers some of them again, with the same leaf indexes.
 */
final class OutletLoop {

  private static final Logger LOG = Logger.getLogger(OutletLoop.class);
  private static final Duration FIRST_PAUSE = Duration.ofMillis(100);
  private static final Duration PATIENCE = Duration.ofSeconds(2);

  private final Outlet outlet;
  private final Sink sink;
  private final LogReader log;
  private final OutletsConfig config;
  private final Lag lag;
  private final UUID holder = UUID.randomUUID();
  private volatile boolean running = true;
  private volatile boolean holding;
  private volatile long held;
  private boolean onRecord;
  private @Nullable Thread thread;

  OutletLoop(Outlet outlet, Sink sink, LogReader log, OutletsConfig config, Lag lag) {
    this.outlet = outlet;
    this.sink = sink;
    this.log = log;
    this.config = config;
    this.lag = lag;
  }

  void start() {
    thread = Thread.ofPlatform().name("outlet-" + outlet.name()).daemon().start(this::run);
  }

  void stop() throws InterruptedException {
    running = false;
    if (thread == null) {
      return;
    }
    thread.interrupt();
    if (!thread.join(PATIENCE)) {
      sink.abort();
      thread.join(PATIENCE);
    }
  }

  private void run() {
    Duration pause = FIRST_PAUSE;
    while (running) {
      long begun = System.nanoTime();
      try {
        OptionalLong position = log.begin(outlet, holder, config.lease(), !onRecord);
        if (position.isEmpty()) {
          Thread.sleep(config.lease().dividedBy(3));
          continue;
        }
        held = System.nanoTime();
        holding = true;
        onRecord = true;
        follow(position.getAsLong());
        LOG.infof("%s rests, or another instance delivers it", outlet.name());
      } catch (InterruptedException e) {
        // Of stop(); nobody else knows this thread.
        running = false;
      } catch (IOException | RuntimeException | Error e) {
        // An error too: without this thread nothing would leave, and nobody would notice.
        pause = System.nanoTime() - begun > config.longestPause().toNanos() ? FIRST_PAUSE : pause;
        rest(pause, e);
        pause = longer(pause);
      } finally {
        holding = false;
        sink.close();
      }
    }
    release();
  }

  /** Until something fails, or another instance sends. */
  private void follow(long position) throws IOException, InterruptedException {
    sink.open();
    OptionalLong met =
        sink.receiver()
            .map(receiver -> log.meet(outlet, holder, position, receiver))
            .orElse(OptionalLong.of(position));
    if (met.isEmpty()) {
      return;
    }
    LOG.infof("%s delivers from leaf %d on", outlet.name(), met.getAsLong());
    long next = log.back(outlet, met.getAsLong(), sink.overlap());
    while (running) {
      List<ChainedEntry> entries = log.read(outlet, next, config.batch());
      // Before anything is sent: who was asleep for a lease is not the one who sends any more.
      if (!holds()) {
        return;
      }
      if (!entries.isEmpty()) {
        sink.send(entries);
        next = entries.getLast().leafIndex() + 1;
      }
      sink.check();
      if (!entries.isEmpty() && !log.advance(outlet, holder, next, config.lease())) {
        return;
      }
      lag.succeeded();
      if (entries.size() < config.batch()) {
        Thread.sleep(config.interval());
      }
    }
  }

  /** Asked again when a third of the lease has passed. */
  private boolean holds() {
    if (holding && System.nanoTime() - held > config.lease().toNanos() / 3) {
      long now = System.nanoTime();
      holding = log.hold(outlet, holder, config.lease());
      held = now;
    }
    return holding;
  }

  /**
   * Now and then, from another thread: measures, and stays the one who sends, also while the
   * receiver takes nothing.
   */
  void tick() {
    try {
      boolean _ = holds();
      lag.is(log.waiting(outlet));
    } catch (RuntimeException e) {
      // The database is away; the loop itself says so.
    }
  }

  private void rest(Duration pause, Throwable failure) {
    if (!running) {
      return;
    }
    LOG.warnf("%s rests for %s: %s", outlet.name(), pause, StackOnly.of(failure));
    try {
      Thread.sleep(pause);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private Duration longer(Duration pause) {
    Duration twice = pause.multipliedBy(2);
    return twice.compareTo(config.longestPause()) > 0 ? config.longestPause() : twice;
  }

  private void release() {
    // Of stop(): a transaction does not begin on an interrupted thread.
    boolean _ = Thread.interrupted();
    try {
      log.release(outlet, holder);
    } catch (RuntimeException e) {
      LOG.infof("%s is free when its lease ends", outlet.name());
    }
  }
}
