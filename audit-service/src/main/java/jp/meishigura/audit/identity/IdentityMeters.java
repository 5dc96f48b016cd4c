package jp.meishigura.audit.identity;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/**
 * {@code meishigura.identity.age}: seconds since some instance was through with all events of the
 * identity provider. {@code meishigura.identity.events}: events by what became of them, {@code
 * recorded} or {@code own} ({@link OwnLogins}).
 */
final class IdentityMeters {

  private static final String EVENTS = "meishigura.identity.events";

  private final InstantSource clock;
  private final Counter recorded;
  private final Counter own;
  private volatile Instant success;

  IdentityMeters(MeterRegistry meters, InstantSource clock) {
    this.clock = clock;
    this.success = clock.instant();
    this.recorded = meters.counter(EVENTS, "outcome", "recorded");
    this.own = meters.counter(EVENTS, "outcome", "own");
    meters.gauge("meishigura.identity.age", this, IdentityMeters::age);
  }

  void recorded(int events) {
    recorded.increment(events);
  }

  void own() {
    own.increment();
  }

  /**
   * @param at when some instance was through
   */
  void completed(Instant at) {
    if (at.isAfter(success)) {
      success = at;
    }
  }

  private double age() {
    return Duration.between(success, clock.instant()).toMillis() / 1_000.0;
  }
}
