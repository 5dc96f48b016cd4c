package jp.meishigura.platform.service;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

class MonotonicTest {

  private static final Instant START = Instant.parse("2026-11-01T00:00:00Z");

  private Instant system = START;
  private long nanos = Long.MAX_VALUE - 5;
  private final Monotonic time = new Monotonic(() -> system, () -> nanos);

  /** Both clocks go on. */
  private void pass(Duration some) {
    system = system.plus(some);
    nanos += some.toNanos();
  }

  private void set(Duration by) {
    system = system.plus(by);
  }

  @Example
  void it_goes_on_with_the_clock_even_where_the_count_of_nanoseconds_overflows() {
    pass(Duration.ofMinutes(7));
    assertThat(time.instant()).isEqualTo(START.plus(Duration.ofMinutes(7)));
  }

  @Example
  void a_clock_that_is_set_back_does_not_hold_it_up() {
    pass(Duration.ofMinutes(1));
    set(Duration.ofHours(-1));
    assertThat(time.instant()).isEqualTo(START.plus(Duration.ofMinutes(1)));
    pass(Duration.ofMinutes(5));
    assertThat(time.instant()).isEqualTo(START.plus(Duration.ofMinutes(6)));
  }

  @Example
  void what_a_machine_has_slept_counts_also_after_the_clock_was_set_back() {
    set(Duration.ofHours(-1));
    assertThat(time.instant()).isEqualTo(START);
    set(Duration.ofMinutes(30));
    assertThat(time.instant()).isEqualTo(START.plus(Duration.ofMinutes(30)));
  }

  @Example
  void a_clock_that_is_nudged_is_no_jump_until_it_has_become_one() {
    for (int nudge = 0; nudge < 9; nudge++) {
      set(Duration.ofMillis(100));
      assertThat(time.instant()).isEqualTo(START);
    }
    set(Duration.ofMillis(100));
    assertThat(time.instant()).isEqualTo(START.plusSeconds(1));
  }

  @Property(tries = 300)
  void whatever_is_done_to_the_clock_it_never_goes_back_nor_slower_than_time_passes(
      @ForAll List<@IntRange(min = -5000, max = 5000) Integer> sets) {
    Instant before = time.instant();
    for (int millis : sets) {
      set(Duration.ofMillis(millis));
      pass(Duration.ofMillis(10));
      Instant now = time.instant();
      assertThat(now).isAfterOrEqualTo(before.plusMillis(10));
      before = now;
    }
  }
}
