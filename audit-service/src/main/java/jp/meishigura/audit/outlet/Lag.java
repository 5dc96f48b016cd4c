package jp.meishigura.audit.outlet;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/**
 * How far an outlet is behind: {@code meishigura.outlet.lag}, entries that wait, counted up to a
 * bound; {@code meishigura.outlet.success.age}, seconds since it delivered or had nothing to.
 */
final class Lag {

  /** Beyond this it is far behind, and counting on would cost more than the number is worth. */
  static final int MOST = 100_000;

  private final InstantSource clock;
  private volatile int entries;
  private volatile Instant success;

  /**
   * @param number tells the connections of an outlet with several tenants apart; metrics name no
   *     tenant
   */
  Lag(String outlet, int number, InstantSource clock, MeterRegistry meters) {
    this.clock = clock;
    this.success = clock.instant();
    Tags tags = Tags.of("outlet", outlet, "connection", Integer.toString(number));
    meters.gauge("meishigura.outlet.lag", tags, this, lag -> lag.entries);
    meters.gauge("meishigura.outlet.success.age", tags, this, Lag::age);
  }

  void is(int waiting) {
    entries = waiting;
  }

  void succeeded() {
    success = clock.instant();
  }

  private double age() {
    return Duration.between(success, clock.instant()).toMillis() / 1_000.0;
  }
}
