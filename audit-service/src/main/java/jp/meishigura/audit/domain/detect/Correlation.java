package jp.meishigura.audit.domain.detect;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What makes a finding of events: Sigma's correlations, and one more number for each step. */
public sealed interface Correlation {

  /** Selections in the order in which {@link Meter} hears of them. */
  List<Selection> selections();

  /**
   * So many events.
   *
   * @param habit more than the group's own by a factor, besides; null where that does not matter
   * @param newness counted only where the group is new; null where that does not matter
   */
  record EventCount(Selection of, int gte, @Nullable Habit habit, @Nullable Newness newness)
      implements Correlation {
    @Override
    public List<Selection> selections() {
      return List.of(of);
    }
  }

  /** So many different values of a field. */
  record ValueCount(Selection of, Field field, int gte) implements Correlation {
    @Override
    public List<Selection> selections() {
      return List.of(of);
    }
  }

  /**
   * All steps within the time.
   *
   * @param ordered one after the other
   */
  record Temporal(List<Step> steps, boolean ordered) implements Correlation {
    public Temporal {
      steps = List.copyOf(steps);
    }

    @Override
    public List<Selection> selections() {
      return steps.stream().map(Step::of).toList();
    }
  }

  /**
   * @param over so long before is what is usual taken from
   * @param factor how much more than on its days it must be
   * @param leastDays of which something must be known
   */
  record Habit(Duration over, int factor, int leastDays) {}

  /**
   * @param field with whose values a group is seen
   * @param over what was not seen for so long is new again
   */
  record Newness(Field field, Duration over) {}

  /** So much longer than the window something is remembered for it. */
  default Duration memory() {
    return switch (this) {
      case EventCount count ->
          longer(
              count.habit() == null ? Duration.ZERO : count.habit().over(),
              count.newness() == null ? Duration.ZERO : count.newness().over());
      case ValueCount _, Temporal _ -> Duration.ZERO;
    };
  }

  private static Duration longer(Duration one, Duration other) {
    return one.compareTo(other) > 0 ? one : other;
  }

  /** So many events of one kind. */
  record Step(Selection of, int times) {}
}
