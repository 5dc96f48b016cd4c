package jp.meishigura.consent.domain.consent;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import jp.meishigura.consent.domain.consent.Outcome.Reason;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class ConsentRulesTest {

  private static final Instant NOW = Instant.parse("2026-11-23T01:00:00Z");
  private static final UUID REQUEST = UUID.randomUUID();
  private static final Duration YEAR = Duration.ofDays(365);
  private static final Instant LATER = NOW.plusSeconds(1);

  private static Outcome answer(ConsentState state, Answer answer, Instant linkExpires) {
    return ConsentRules.answer(state, REQUEST, answer, linkExpires, YEAR, NOW);
  }

  private static Outcome refused(Reason reason) {
    return new Outcome.Refused(reason);
  }

  @Example
  void every_state_meets_every_answer() {
    ConsentState open = new ConsentState.Open(REQUEST, NOW);
    ConsentState standing = new ConsentState.Standing(REQUEST, NOW, LATER);
    ConsentState declined = new ConsentState.Declined(REQUEST, NOW);
    ConsentState takenBack = new ConsentState.TakenBack(REQUEST, NOW);
    Outcome given = new Outcome.Happens(new ConsentEvent.Given(REQUEST, NOW, NOW.plus(YEAR)));
    Outcome declines = new Outcome.Happens(new ConsentEvent.Refused(REQUEST, NOW));
    Outcome withdraws = new Outcome.Happens(new ConsentEvent.Withdrawn(REQUEST, NOW));
    Outcome nothing = refused(Reason.NOTHING_TO_WITHDRAW);
    Outcome otherwise = refused(Reason.ANSWERED_OTHERWISE);
    Outcome already = new Outcome.Already();

    assertThat(answer(open, Answer.GIVE, LATER)).isEqualTo(given);
    assertThat(answer(open, Answer.REFUSE, LATER)).isEqualTo(declines);
    assertThat(answer(open, Answer.WITHDRAW, LATER)).isEqualTo(nothing);
    assertThat(answer(standing, Answer.GIVE, LATER)).isEqualTo(already);
    assertThat(answer(standing, Answer.REFUSE, LATER)).isEqualTo(otherwise);
    assertThat(answer(standing, Answer.WITHDRAW, LATER)).isEqualTo(withdraws);
    assertThat(answer(declined, Answer.GIVE, LATER)).isEqualTo(otherwise);
    assertThat(answer(declined, Answer.REFUSE, LATER)).isEqualTo(already);
    assertThat(answer(declined, Answer.WITHDRAW, LATER)).isEqualTo(nothing);
    assertThat(answer(takenBack, Answer.GIVE, LATER)).isEqualTo(otherwise);
    assertThat(answer(takenBack, Answer.REFUSE, LATER)).isEqualTo(otherwise);
    assertThat(answer(takenBack, Answer.WITHDRAW, LATER)).isEqualTo(already);
    for (Answer any : Answer.values()) {
      assertThat(answer(new ConsentState.Unasked(), any, LATER))
          .isEqualTo(refused(Reason.SUPERSEDED));
    }
  }

  @Example
  void an_expired_link_answers_nothing_but_still_withdraws() {
    ConsentState open = new ConsentState.Open(REQUEST, NOW.minus(YEAR));
    assertThat(answer(open, Answer.GIVE, NOW)).isEqualTo(refused(Reason.LINK_EXPIRED));
    assertThat(answer(open, Answer.REFUSE, NOW)).isEqualTo(refused(Reason.LINK_EXPIRED));
    ConsentState standing = new ConsentState.Standing(REQUEST, NOW.minus(YEAR), LATER);
    assertThat(answer(standing, Answer.WITHDRAW, NOW.minusSeconds(60)))
        .isInstanceOf(Outcome.Happens.class);
    ConsentState lapsed = new ConsentState.Standing(REQUEST, NOW.minus(YEAR), NOW.minusSeconds(1));
    assertThat(answer(lapsed, Answer.WITHDRAW, NOW.minusSeconds(60)))
        .isInstanceOf(Outcome.Happens.class);
  }

  @Property
  void of_an_erased_person_nothing_is_asked_and_nothing_answered(
      @ForAll Answer any, @ForAll boolean open) {
    ConsentState erased = new ConsentState.Erased();
    assertThat(answer(erased, any, LATER)).isEqualTo(refused(Reason.SUBJECT_ERASED));
    assertThat(answer(erased, any, NOW)).isEqualTo(refused(Reason.SUBJECT_ERASED));
    assertThat(ConsentRules.ask(erased, REQUEST, open, NOW))
        .isEqualTo(refused(Reason.SUBJECT_ERASED));
    assertThat(erased.status(NOW).permitsProcessing()).isFalse();
    assertThat(erased.currentRequest()).isEmpty();
  }

  @Property
  void another_requests_link_changes_nothing(@ForAll Answer any, @ForAll("states") ConsentState s) {
    Outcome outcome = ConsentRules.answer(s, UUID.randomUUID(), any, LATER, YEAR, NOW);
    assertThat(outcome).isEqualTo(refused(Reason.SUPERSEDED));
  }

  @Property
  void nobody_is_asked_while_a_consent_stands_or_an_earlier_question_is_open(
      @ForAll("states") ConsentState state, @ForAll boolean open) {
    Outcome outcome = ConsentRules.ask(state, REQUEST, open, NOW);
    boolean stands = state.status(NOW).permitsProcessing();
    boolean waits = open && state instanceof ConsentState.Open;
    if (stands) {
      assertThat(outcome).isEqualTo(refused(Reason.ALREADY_GIVEN));
    } else if (waits) {
      assertThat(outcome).isEqualTo(refused(Reason.ALREADY_ASKED));
    } else {
      assertThat(outcome).isEqualTo(new Outcome.Happens(new ConsentEvent.Requested(REQUEST, NOW)));
    }
  }

  @Example
  void a_consent_ends_at_its_very_instant() {
    ConsentState state = new ConsentState.Standing(REQUEST, NOW, LATER);
    assertThat(state.status(LATER.minusNanos(1)).permitsProcessing()).isTrue();
    assertThat(state.status(LATER)).isEqualTo(ConsentStatus.CONSENT_EXPIRED);
  }

  /** Whatever people click, in whatever order, at whatever time, in however many windows. */
  @Property(tries = 2000)
  void no_history_breaks_the_rules(@ForAll("histories") List<Step> steps) {
    List<ConsentEvent> events = new ArrayList<>();
    List<UUID> requests = new ArrayList<>();
    List<Instant> expiries = new ArrayList<>();
    Instant now = NOW;
    for (Step step : steps) {
      now = now.plus(step.pause());
      ConsentState before = ConsentState.after(events);
      Outcome outcome;
      if (step.answer() == null) {
        UUID id = UUID.randomUUID();
        boolean stillOpen = !expiries.isEmpty() && now.isBefore(expiries.getLast());
        outcome = ConsentRules.ask(before, id, stillOpen, now);
        if (outcome instanceof Outcome.Happens) {
          requests.add(id);
          expiries.add(now.plus(Duration.ofDays(14)));
        }
      } else if (requests.isEmpty()) {
        continue;
      } else {
        int which = step.which() % requests.size();
        outcome =
            ConsentRules.answer(
                before, requests.get(which), step.answer(), expiries.get(which), YEAR, now);
        holds(before, step.answer(), requests.get(which), expiries.get(which), outcome, now);
      }
      if (outcome instanceof Outcome.Happens(ConsentEvent event)) {
        events.add(event);
        assertThat(ConsentState.after(events).status(now)).isEqualTo(event.status());
      }
    }
    noRequestIsAnsweredTwice(events);
  }

  private static void holds(
      ConsentState before,
      Answer answer,
      UUID request,
      Instant linkExpires,
      Outcome outcome,
      Instant now) {
    boolean happens = outcome instanceof Outcome.Happens;
    boolean standing = before instanceof ConsentState.Standing && before.isOf(request);
    boolean answerable =
        before instanceof ConsentState.Open && before.isOf(request) && now.isBefore(linkExpires);
    assertThat(happens).isEqualTo(answer == Answer.WITHDRAW ? standing : answerable);
    if (happens) {
      ConsentState after = before.then(((Outcome.Happens) outcome).event());
      assertThat(after.status(now).permitsProcessing()).isEqualTo(answer == Answer.GIVE);
      assertThat(ConsentRules.answer(after, request, answer, linkExpires, YEAR, now))
          .isEqualTo(new Outcome.Already());
    }
  }

  private static void noRequestIsAnsweredTwice(List<ConsentEvent> events) {
    List<ConsentEvent> answers =
        events.stream()
            .filter(e -> e instanceof ConsentEvent.Given || e instanceof ConsentEvent.Refused)
            .toList();
    assertThat(answers.stream().map(ConsentEvent::request)).doesNotHaveDuplicates();
    for (ConsentEvent event : events) {
      if (event instanceof ConsentEvent.Withdrawn) {
        assertThat(answers)
            .anyMatch(a -> a instanceof ConsentEvent.Given && a.request().equals(event.request()));
      }
    }
  }

  /**
   * Something that is tried.
   *
   * @param answer null to ask anew
   * @param which of the requests so far is answered
   */
  record Step(Answer answer, int which, Duration pause) {}

  @Provide
  Arbitrary<List<Step>> histories() {
    Arbitrary<Duration> pauses =
        Arbitraries.of(0L, 1L, 60L, 86_400L, 14 * 86_400L, 365 * 86_400L).map(Duration::ofSeconds);
    return Combinators.combine(
            Arbitraries.of(Answer.values()).injectNull(0.3),
            Arbitraries.integers().between(0, 5),
            pauses)
        .as(Step::new)
        .list()
        .ofMaxSize(25);
  }

  @Provide
  Arbitrary<ConsentState> states() {
    UUID other = UUID.randomUUID();
    return Arbitraries.of(
        new ConsentState.Unasked(),
        new ConsentState.Open(other, NOW),
        new ConsentState.Standing(other, NOW, LATER),
        new ConsentState.Standing(other, NOW.minus(YEAR), NOW),
        new ConsentState.Declined(other, NOW),
        new ConsentState.TakenBack(other, NOW));
  }
}
