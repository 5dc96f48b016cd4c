package jp.meishigura.audit.publish.witness;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import jp.meishigura.audit.domain.witness.Outcome;
import org.jspecify.annotations.Nullable;

/**
 * How one witness does: {@code meishigura.witness.age} seconds since its last cosignature, by its
 * own clock (since this process began to ask, when there is none); {@code
 * meishigura.witness.behind} entries that it has not cosigned; {@code meishigura.witness.answers}
 * by outcome.
 */
final class WitnessMeters {

  private final MeterRegistry meters;
  private final String witness;
  private final InstantSource clock;
  private Instant newest;
  private long behind;

  WitnessMeters(MeterRegistry meters, String witness, InstantSource clock) {
    this.meters = meters;
    this.witness = witness;
    this.clock = clock;
    this.newest = clock.instant();
    meters.gauge("meishigura.witness.age", tags(), this, WitnessMeters::age);
    meters.gauge("meishigura.witness.behind", tags(), this, WitnessMeters::behind);
  }

  private Tags tags() {
    return Tags.of("witness", witness);
  }

  synchronized void is(@Nullable Instant cosigned, long entriesBehind) {
    if (cosigned != null) {
      newest = cosigned;
    }
    behind = entriesBehind;
  }

  void answered(Outcome outcome) {
    meters
        .counter("meishigura.witness.answers", "witness", witness, "outcome", outcome.word())
        .increment();
  }

  private synchronized double age() {
    return Math.max(0, Duration.between(newest, clock.instant()).toMillis() / 1_000.0);
  }

  private synchronized double behind() {
    return behind;
  }
}
