package jp.meishigura.platform.service;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.function.LongSupplier;

/**
 * Time for ages, that is for how long something may still be kept or trusted. It never goes back: a
 * clock that is set back by an hour would else prolong the life of every key by an hour. It goes on
 * with whichever of two clocks says more: the JVM's own, which nobody sets, and the system's, which
 * goes on while a machine sleeps. In doubt something is older than it is. What is written down has
 * the time of the {@link java.time.Clock}.
 */
public final class Monotonic implements InstantSource {

  /** Two clocks are never read in the same moment; less than this is no jump. */
  private static final Duration JUMP = Duration.ofSeconds(1);

  private final InstantSource system;
  private final LongSupplier nanos;
  private final Instant start;
  private final long startNanos;
  private Duration apart = Duration.ZERO;
  private Duration jumped = Duration.ZERO;

  /**
   * @param system may be set by anybody
   * @param nanos counts on from anywhere, as {@link System#nanoTime}
   */
  public Monotonic(InstantSource system, LongSupplier nanos) {
    this.system = system;
    this.nanos = nanos;
    this.start = system.instant();
    this.startNanos = nanos.getAsLong();
  }

  @Override
  public synchronized Instant instant() {
    Duration passed = Duration.ofNanos(nanos.getAsLong() - startNanos);
    Duration now = Duration.between(start, system.instant()).minus(passed);
    Duration jump = now.minus(apart);
    if (jump.abs().compareTo(JUMP) >= 0) {
      apart = now;
      jumped = jump.isNegative() ? jumped : jumped.plus(jump);
    }
    return start.plus(passed).plus(jumped);
  }
}
