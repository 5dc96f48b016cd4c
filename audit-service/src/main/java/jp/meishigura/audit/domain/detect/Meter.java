package jp.meishigura.audit.domain.detect;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import jp.meishigura.audit.domain.detect.Correlation.EventCount;
import jp.meishigura.audit.domain.detect.Correlation.Step;
import jp.meishigura.audit.domain.detect.Correlation.Temporal;
import jp.meishigura.audit.domain.detect.Correlation.ValueCount;
import jp.meishigura.audit.domain.log.AuditEvent;
import org.jspecify.annotations.Nullable;

/** Counts for one rule and group. */
final class Meter {

  /** Steps of a sequence are remembered at least so often: others may lie between. */
  private static final int STEPS = 64;

  private final Rule rule;
  private final List<Hits> hits;
  private final @Nullable Habits habits;
  private final @Nullable Places places;

  Meter(Rule rule) {
    this.rule = rule;
    this.habits = habits(rule);
    this.places = places(rule);
    this.hits =
        switch (rule.correlation()) {
          // It is counted up to the threshold and not beyond: memory and time are bounded.
          case EventCount count -> List.of(hits(count.gte()));
          case ValueCount count -> List.of(hits(count.gte()));
          case Temporal temporal ->
              temporal.steps().stream()
                  .map(step -> hits(Math.max(STEPS, step.times() * 4)))
                  .toList();
        };
  }

  private static @Nullable Habits habits(Rule rule) {
    return rule.correlation() instanceof EventCount count && count.habit() != null
        ? new Habits(rule.lookback())
        : null;
  }

  private static @Nullable Places places(Rule rule) {
    return rule.correlation() instanceof EventCount count && count.newness() != null
        ? new Places(rule.timespan(), rule.lookback(), count.newness())
        : null;
  }

  private Hits hits(int most) {
    return new Hits(rule.timespan(), rule.lookback(), most);
  }

  /**
   * Counts an event.
   *
   * @param step which of the correlation's selections picked it
   * @return whether it counts
   */
  boolean hit(int step, Hit hit, AuditEvent event) {
    Hits counted = hits.get(step);
    return switch (rule.correlation()) {
      case ValueCount values -> {
        List<String> found = values.field().of(event);
        found.forEach(value -> counted.add(value, hit));
        yield !found.isEmpty();
      }
      case EventCount count -> isCounted(count, hit, event) && added(counted, hit);
      case Temporal _ -> added(counted, hit);
    };
  }

  private static boolean added(Hits counted, Hit hit) {
    counted.add(Long.toString(hit.leaf()), hit);
    return true;
  }

  /** What is usual or new cannot be said of what comes very late: it is history at once. */
  private boolean isCounted(EventCount count, Hit hit, AuditEvent event) {
    if (habits != null) {
      habits.add(hit);
    }
    boolean fresh = true;
    if (places != null && count.newness() != null) {
      List<String> values = count.newness().field().of(event);
      fresh = !values.isEmpty() && places.isNew(values.getFirst(), hit);
    }
    return fresh && ((habits == null && places == null) || !late(hit));
  }

  private static boolean late(Hit hit) {
    return hit.time().plus(Rule.LATE).isBefore(hit.arrived());
  }

  /** Whether nothing counts any more. */
  boolean isEmpty(Instant now) {
    hits.forEach(one -> one.forget(now));
    boolean empty = hits.stream().allMatch(Hits::isEmpty);
    return empty
        && (habits == null || habits.isEmpty(now))
        && (places == null || places.isEmpty(now));
  }

  /** What there is at the time of an event. */
  Reading read(Instant time) {
    return switch (rule.correlation()) {
      case EventCount count -> unusual(time, count, counted(time, count.gte()));
      case ValueCount count -> counted(time, count.gte());
      case Temporal temporal -> temporal(time, temporal);
    };
  }

  private Reading unusual(Instant time, EventCount count, Reading counted) {
    return habits == null || count.habit() == null || !counted.over()
        ? counted
        : new Reading(
            habits.unusual(time, rule.timespan(), count.habit()),
            counted.holdsUntil(),
            counted.hits());
  }

  private Reading counted(Instant time, int gte) {
    int measure = hits.getFirst().count(time);
    if (measure < rule.lower()) {
      return new Reading(false, null, List.of());
    }
    List<Hit> counted = hits.getFirst().until(time);
    Instant until = counted.get(measure - rule.lower()).time().plus(rule.timespan());
    return new Reading(measure >= gte, until, counted);
  }

  /** From the last step back: each needs its hits before those of the next. */
  private Reading temporal(Instant time, Temporal temporal) {
    List<Hit> chain = new ArrayList<>();
    @Nullable Hit before = null;
    int complete = 0;
    for (int i = temporal.steps().size() - 1; i >= 0; i--) {
      Step step = temporal.steps().get(i);
      List<Hit> found = last(hits.get(i).until(time), step.times(), before);
      if (found.size() == step.times()) {
        complete++;
        before = temporal.ordered() ? found.getFirst() : null;
      } else if (temporal.ordered()) {
        break;
      }
      chain.addAll(found);
    }
    chain.sort(Hit.BY_TIME);
    boolean whole = complete == temporal.steps().size();
    return new Reading(whole, whole ? chain.getFirst().time().plus(rule.timespan()) : null, chain);
  }

  private static List<Hit> last(List<Hit> hits, int times, @Nullable Hit before) {
    List<Hit> fit =
        before == null
            ? hits
            : hits.stream().filter(hit -> Hit.BY_TIME.compare(hit, before) < 0).toList();
    return fit.subList(Math.max(0, fit.size() - times), fit.size());
  }
}
