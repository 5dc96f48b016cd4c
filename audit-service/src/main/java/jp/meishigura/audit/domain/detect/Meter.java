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

  /** Beyond the threshold it is counted on, so that a finding tells how far it went, to here. */
  private static final int BEYOND = 4;

  /** Steps of a sequence are remembered at least so often: others may lie between. */
  private static final int STEPS = 64;

  private final Rule rule;
  private final List<Hits> hits;

  Meter(Rule rule) {
    this.rule = rule;
    this.hits =
        switch (rule.correlation()) {
          case EventCount count -> List.of(hits(count.gte() * BEYOND));
          case ValueCount count -> List.of(hits(count.gte() * BEYOND));
          case Temporal temporal ->
              temporal.steps().stream()
                  .map(step -> hits(Math.max(STEPS, step.times() * BEYOND)))
                  .toList();
        };
  }

  private Hits hits(int most) {
    return new Hits(rule.timespan(), rule.lookback(), most);
  }

  /**
   * Counts an event.
   *
   * @param step which of the correlation's selections picked it
   */
  void hit(int step, Hit hit, AuditEvent event) {
    Hits counted = hits.get(step);
    if (rule.correlation() instanceof ValueCount values) {
      values.field().of(event).forEach(value -> counted.add(value, hit));
    } else {
      counted.add(Long.toString(hit.leaf()), hit);
    }
  }

  /** Whether nothing counts any more. */
  boolean isEmpty(Instant now) {
    hits.forEach(one -> one.forget(now));
    return hits.stream().allMatch(Hits::isEmpty);
  }

  /** What there is at the time of an event. */
  Reading read(Instant time) {
    return switch (rule.correlation()) {
      case EventCount count -> counted(time, count.gte());
      case ValueCount count -> counted(time, count.gte());
      case Temporal temporal -> temporal(time, temporal);
    };
  }

  private Reading counted(Instant time, int gte) {
    List<Hit> counted = hits.getFirst().until(time);
    int measure = counted.size();
    @Nullable Instant until =
        measure >= rule.lower()
            ? counted.get(measure - rule.lower()).time().plus(rule.timespan())
            : null;
    return new Reading(measure, measure >= gte, until, counted);
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
    return new Reading(
        complete, whole, whole ? chain.getFirst().time().plus(rule.timespan()) : null, chain);
  }

  private static List<Hit> last(List<Hit> hits, int times, @Nullable Hit before) {
    List<Hit> fit =
        before == null
            ? hits
            : hits.stream().filter(hit -> Hit.BY_TIME.compare(hit, before) < 0).toList();
    return fit.subList(Math.max(0, fit.size() - times), fit.size());
  }
}
