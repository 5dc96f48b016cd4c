package jp.meishigura.consent.domain.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

class DeliveryPolicyTest {

  private static final Instant NOW = Instant.parse("2026-11-23T01:00:00Z");
  private static final DeliveryPolicy POLICY =
      new DeliveryPolicy(Duration.ofSeconds(5), Duration.ofHours(1), 80, Duration.ofMinutes(2));

  private static DeliveryState.Queued queued(Instant due) {
    return new DeliveryState.Queued(3, due, Optional.empty());
  }

  @Example
  void a_mail_is_claimed_when_its_turn_has_come_and_not_before() {
    assertThat(POLICY.claim(queued(NOW.plusMillis(1)), NOW)).isEmpty();
    assertThat(POLICY.claim(queued(NOW), NOW))
        .contains(new DeliveryState.Sending(4, NOW.plus(Duration.ofMinutes(2))));
  }

  @Example
  void a_lease_keeps_others_away_until_it_ends() {
    assertThat(POLICY.claim(new DeliveryState.Sending(1, NOW.plusMillis(1)), NOW)).isEmpty();
    assertThat(POLICY.claim(new DeliveryState.Sending(1, NOW), NOW)).isPresent();
  }

  @Example
  void a_mail_that_is_put_back_was_not_tried_and_keeps_its_turn() {
    DeliveryState.Sending taken = POLICY.claim(queued(NOW), NOW).orElseThrow();
    DeliveryState back = POLICY.putBack(taken, NOW);
    assertThat(back).isEqualTo(queued(NOW));
    assertThat(POLICY.claim(back, NOW)).contains(taken);
  }

  @Example
  void what_has_ended_is_never_claimed_again() {
    assertThat(POLICY.claim(new DeliveryState.Sent(1, NOW), NOW.plusSeconds(9999))).isEmpty();
    assertThat(
            POLICY.claim(
                new DeliveryState.Failed(1, NOW, DeliveryFault.NO_SUCH_CARD),
                NOW.plusSeconds(9999)))
        .isEmpty();
  }

  @Property
  void a_lasting_fault_ends_it_and_any_other_waits_until_patience_ends(
      @ForAll DeliveryFault fault, @ForAll @IntRange(min = 1, max = 100) int attempt) {
    DeliveryState end = POLICY.failed(new DeliveryState.Sending(attempt, NOW), fault, NOW);
    if (fault.lasting() || attempt >= 80) {
      assertThat(end).isEqualTo(new DeliveryState.Failed(attempt, NOW, fault));
    } else {
      assertThat(end)
          .isEqualTo(
              new DeliveryState.Queued(
                  attempt, NOW.plus(POLICY.pauseAfter(attempt)), Optional.of(fault)));
    }
  }

  @Property
  void pauses_grow_and_stay_within_bounds(@ForAll @IntRange(min = 1, max = 10_000) int attempts) {
    assertThat(POLICY.pauseAfter(attempts))
        .isBetween(Duration.ofSeconds(5), Duration.ofHours(1))
        .isLessThanOrEqualTo(POLICY.pauseAfter(attempts + 1));
  }

  @Example
  void the_default_patience_lasts_about_three_days() {
    Duration whole = Duration.ZERO;
    for (int attempt = 1; attempt < 80; attempt++) {
      whole = whole.plus(POLICY.pauseAfter(attempt));
    }
    assertThat(whole).isBetween(Duration.ofHours(68), Duration.ofHours(76));
  }

  @Example
  void an_answer_can_be_expected_while_the_mail_waits_or_its_link_is_valid() {
    Duration days = Duration.ofDays(14);
    assertThat(queued(NOW).mayBeAnswered(days, NOW)).isTrue();
    assertThat(new DeliveryState.Sending(1, NOW).mayBeAnswered(days, NOW)).isTrue();
    DeliveryState sent = new DeliveryState.Sent(1, NOW);
    assertThat(sent.mayBeAnswered(days, NOW.plus(days).minusMillis(1))).isTrue();
    assertThat(sent.mayBeAnswered(days, NOW.plus(days))).isFalse();
    assertThat(
            new DeliveryState.Failed(1, NOW, DeliveryFault.MAIL_REFUSED).mayBeAnswered(days, NOW))
        .isFalse();
  }

  @Property
  void faults_are_read_as_they_are_written(@ForAll DeliveryFault fault) {
    assertThat(DeliveryFault.ofSlug(fault.slug())).contains(fault);
  }
}
