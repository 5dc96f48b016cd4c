package jp.meishigura.gateway.vault;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import jp.meishigura.gateway.Config;
import jp.meishigura.platform.service.Monotonic;
import org.jspecify.annotations.Nullable;

/** What is known of whether Vault's keys can be used, and for how long that is believed. */
@ApplicationScoped
class TransitOutcome {

  private record Known(boolean serves, Instant until) {}

  private final Duration interval;
  private final Monotonic clock;
  private @Nullable Known known;

  TransitOutcome(Config config, Monotonic clock) {
    this.interval = config.vault().probeInterval();
    this.clock = clock;
  }

  /** Absent when it should be found out anew. */
  synchronized Optional<Boolean> known() {
    Known last = known;
    return last == null || !clock.instant().isBefore(last.until())
        ? Optional.empty()
        : Optional.of(last.serves());
  }

  /** Found out on purpose. */
  synchronized void probed(boolean serves) {
    known = new Known(serves, clock.instant().plus(interval));
  }

  /**
   * Found out by a request: one tenant's bad row is no proof for all, so that this only lets what
   * is known be found out anew where it says something else.
   */
  synchronized void used(boolean served) {
    Known last = known;
    if (last != null && last.serves() != served) {
      known = null;
    }
  }
}
