package jp.meishigura.audit.domain.stop;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ReleaseStopTest {

  private static final Instant NOW = Instant.parse("2026-11-26T09:00:00Z");
  private static final UUID PERSON = UUID.randomUUID();

  private static Cause.Finding finding() {
    return new Cause.Finding(UUID.randomUUID(), "burst-of-reads");
  }

  /** Each step stops or lifts, at a time that a clock tells, which may go back. */
  @Property
  void revisions_only_grow_whatever_the_clock_says(
      @ForAll @Size(max = 20) List<@IntRange(min = -500, max = 500) Integer> steps) {
    @Nullable ReleaseStop last = null;
    for (int step : steps) {
      Instant now = NOW.plusMillis(step);
      ReleaseStop next =
          last != null && last.stopped()
              ? last.lifted("officer", "checked", now).orElseThrow()
              : ReleaseStop.begin(PERSON, last, finding(), now).orElseThrow();
      assertThat(next.revision()).isGreaterThanOrEqualTo(now.toEpochMilli());
      if (last != null) {
        assertThat(next.revision()).isGreaterThan(last.revision());
      }
      last = next;
    }
  }

  @Test
  void whoever_is_stopped_stays_so_for_the_first_cause() {
    ReleaseStop first = ReleaseStop.begin(PERSON, null, finding(), NOW).orElseThrow();
    assertThat(first.stopped()).isTrue();
    assertThat(ReleaseStop.begin(PERSON, first, finding(), NOW.plusSeconds(1))).isEmpty();
    assertThat(ReleaseStop.begin(PERSON, first, new Cause.ByHand("officer", "incident"), NOW))
        .isEmpty();
  }

  @Test
  void what_was_lifted_is_lifted_once_and_begins_again_for_another_cause() {
    ReleaseStop first = ReleaseStop.begin(PERSON, null, finding(), NOW).orElseThrow();
    ReleaseStop lifted = first.lifted("officer", "checked", NOW).orElseThrow();
    assertThat(lifted.stopped()).isFalse();
    assertThat(lifted.finding()).isEqualTo(first.finding());
    assertThat(lifted.lifted("officer", "checked", NOW)).isEmpty();

    Cause.ByHand hand = new Cause.ByHand("officer", "incident");
    ReleaseStop again = ReleaseStop.begin(PERSON, lifted, hand, NOW).orElseThrow();
    assertThat(again.stopped()).isTrue();
    assertThat(again.finding()).isEmpty();
    assertThat(again.revision()).isGreaterThan(lifted.revision());
  }
}
