package jp.meishigura.audit.publish;

import io.micrometer.core.instrument.MeterRegistry;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import jp.meishigura.platform.service.Monotonic;
import org.jspecify.annotations.Nullable;

/**
 * How much of the log is not provable yet, and for how long: {@code meishigura.log.unpublished}
 * entries and {@code meishigura.log.unpublished.age} seconds. Both are small at all times, or
 * somebody should look.
 */
@ApplicationScoped
public class Backlog {

  private final Monotonic clock;
  private long entries;
  private @Nullable Instant since;

  Backlog(Monotonic clock, MeterRegistry meters) {
    this.clock = clock;
    meters.gauge("meishigura.log.unpublished", this, Backlog::entries);
    meters.gauge("meishigura.log.unpublished.age", this, Backlog::seconds);
  }

  /**
   * @param unpublished entries that no checkpoint covers
   */
  synchronized void is(long unpublished) {
    entries = unpublished;
    if (unpublished == 0) {
      since = null;
    } else if (since == null) {
      since = clock.instant();
    }
  }

  synchronized double entries() {
    return entries;
  }

  synchronized double seconds() {
    return since == null ? 0 : Duration.between(since, clock.instant()).toMillis() / 1_000.0;
  }
}
