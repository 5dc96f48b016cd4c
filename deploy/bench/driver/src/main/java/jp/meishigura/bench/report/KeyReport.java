package jp.meishigura.bench.report;

import java.util.Locale;
import jp.meishigura.bench.keys.CpuComparison;
import jp.meishigura.bench.keys.KeyResults;

/** What sealing and keys cost, as Markdown. */
public record KeyReport(KeyResults results) {

  private static final double CIPHER_GOAL = 0.85;
  private static final double TRANSIT_GOAL = 50;

  public String tables() {
    StringBuilder text = new StringBuilder();
    text.append(
        """
        | a card of 12 values, per second and core | ours | bare JDK cipher | ours : bare | goal |
        | --- | --: | --: | --: | --- |
        """);
    text.append(row("seal", results.sealing()));
    text.append(row("open", results.opening()));
    text.append(
        """

        | a card of 12 values, per second | ours, with keys from crypto-gateway | transit for each value | ours : transit | goal |
        | --- | --: | --: | --: | --- |
        """);
    results.besideTransit().forEach(rates -> text.append(row(rates)));
    text.append(
        """

        | release of keys, each call on record | calls /s | keys /s | p50 ms | p99 ms |
        | --- | --: | --: | --: | --: |
        """);
    for (KeyResults.Release one : results.releases()) {
      text.append(
          String.format(
              Locale.ROOT,
              "| %,d at a time | %.0f | %.0f | %.2f | %.2f |%n",
              one.batch(),
              one.calls(),
              one.keys(),
              one.p50Millis(),
              one.p99Millis()));
    }
    return text.toString();
  }

  private static String row(String what, CpuComparison comparison) {
    return String.format(
        Locale.ROOT,
        "| %s | %.0f | %.0f | **%.2f** | %.2f: %s |%n",
        what,
        comparison.ours(),
        comparison.bare(),
        comparison.ratio(),
        CIPHER_GOAL,
        verdict(comparison.ratio() >= CIPHER_GOAL));
  }

  private static String row(KeyResults.Rates rates) {
    return String.format(
        Locale.ROOT,
        "| %s | %.0f | %.0f | **%.0f** | %.0f: %s |%n",
        rates.what(),
        rates.ours(),
        rates.naive(),
        rates.ratio(),
        TRANSIT_GOAL,
        verdict(rates.ratio() >= TRANSIT_GOAL));
  }

  private static String verdict(boolean reached) {
    return reached ? "reached" : "missed";
  }
}
