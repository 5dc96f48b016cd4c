package jp.meishigura.audit.publish;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import jp.meishigura.audit.domain.tree.CheckpointHistory;
import jp.meishigura.audit.domain.tree.Published;

/**
 * How far back the log is published (C2SP tlog-tiles, "Pruning"). Nothing is removed: a longer
 * retention shows again what a shorter one did not.
 */
@ApplicationScoped
public class Retention {

  private final Optional<Duration> retention;
  private final CheckpointHistory history;
  private final Clock clock;

  Retention(LogConfig config, CheckpointHistory history, Clock clock) {
    this.retention = config.retention();
    this.history = history;
    this.clock = clock;
    if (retention.isPresent() && !retention.get().isPositive()) {
      throw new IllegalStateException("meishigura.log.retention: a time, or nothing for ever");
    }
  }

  /**
   * The minimum index: entries before it need not be served any more. They are older than the
   * retention, because a checkpoint is that covers them. Never more than the log that is shown has.
   * In a transaction.
   */
  long minimumIndex() {
    return retention
        .map(time -> Math.min(shown(), history.sizeBefore(clock.instant().minus(time))))
        .orElse(0L);
  }

  private long shown() {
    return history.served().map(Published::size).orElse(0L);
  }
}
