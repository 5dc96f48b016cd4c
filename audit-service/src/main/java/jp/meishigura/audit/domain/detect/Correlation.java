package jp.meishigura.audit.domain.detect;

import java.util.List;

/** What makes a finding of events: Sigma's correlations, and one more number for each step. */
public sealed interface Correlation {

  /** Selections in the order in which {@link Meter} hears of them. */
  List<Selection> selections();

  /** So many events. */
  record EventCount(Selection of, int gte) implements Correlation {
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

  /** So many events of one kind. */
  record Step(Selection of, int times) {}
}
