package jp.meishigura.bench.report;

import java.util.Locale;
import jp.meishigura.bench.log.LogResults;

/** What the log carries, as Markdown. */
public record LogReport(LogResults results) {

  private static final int GOAL_RATE = 1_600;

  /** Checkpoints come every half second, in 15 s: the rate is not known to more than that. */
  private static final double KEEPS_UP = 0.95;

  private static final double GOAL_MEAN = 1_200;
  private static final double GOAL_MOST = 1_900;

  /** Two tables. */
  public String tables() {
    StringBuilder text = new StringBuilder();
    text.append(
        """
        | events a second, steadily | provable /s | shortest ms | mean ms | longest ms | goal |
        | --: | --: | --: | --: | --: | --- |
        """);
    for (LogResults.Step step : results.steps()) {
      text.append(
          String.format(
              Locale.ROOT,
              "| %,d | %.0f | %.0f | %.0f | %.0f | %s |%n",
              step.offered(),
              step.reached(),
              step.leastMillis(),
              step.meanMillis(),
              step.mostMillis(),
              step.offered() == GOAL_RATE ? goal(step) : ""));
    }
    text.append(
        String.format(
            Locale.ROOT,
            """

            | the log beside what it stands on | |
            | --- | --: |
            | a backlog of 50,000 worked off, from outbox to checkpoint | %,.0f entries/s |
            | `COPY` of the same rows into a bare table | %,.0f rows/s |
            | %,d entries checked by deploy/verifier | %.1f s |
            """,
            results.appended(),
            results.copied(),
            results.verified(),
            results.verification().toMillis() / 1000.0));
    return text.toString();
  }

  private static String goal(LogResults.Step step) {
    boolean reached =
        step.reached() >= KEEPS_UP * GOAL_RATE
            && step.meanMillis() <= GOAL_MEAN
            && step.mostMillis() <= GOAL_MOST;
    return String.format(
        Locale.ROOT,
        "1,600/s, mean 1,200 ms, longest 1,900 ms: %s",
        reached ? "reached" : "missed");
  }
}
