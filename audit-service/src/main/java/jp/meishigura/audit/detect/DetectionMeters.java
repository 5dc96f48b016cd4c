package jp.meishigura.audit.detect;

import io.micrometer.core.instrument.MeterRegistry;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import jp.meishigura.audit.domain.detect.Change;
import jp.meishigura.platform.service.Monotonic;

/**
 * {@code meishigura.findings.opened}, by rule, and {@code meishigura.detections.age}: seconds since
 * everything that was in the log had been looked at.
 */
@ApplicationScoped
class DetectionMeters {

  private final MeterRegistry meters;
  private final Monotonic clock;
  private volatile Instant caughtUp;

  DetectionMeters(MeterRegistry meters, Monotonic clock) {
    this.meters = meters;
    this.clock = clock;
    this.caughtUp = clock.instant();
    meters.gauge("meishigura.detections.age", this, DetectionMeters::age);
  }

  void caughtUp() {
    caughtUp = clock.instant();
  }

  void opened(Change change) {
    meters
        .counter(
            "meishigura.findings.opened",
            "rule",
            change.rule().name(),
            "level",
            change.rule().level().name())
        .increment();
  }

  private double age() {
    return Duration.between(caughtUp, clock.instant()).toMillis() / 1_000.0;
  }
}
