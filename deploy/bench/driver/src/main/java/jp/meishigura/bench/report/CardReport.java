package jp.meishigura.bench.report;

import java.util.Comparator;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import jp.meishigura.bench.load.Comparison;
import jp.meishigura.bench.load.Latencies;
import jp.meishigura.bench.load.Measurement;

/** What creating, reading and locking cards costs, as Markdown. */
public record CardReport(CardResults results) {

  /** Smaller shares of a request's processor time are one. */
  private static final double SMALLEST = 0.02;

  public String tables() {
    return rates() + "\n" + processor() + "\n" + lock();
  }

  private String rates() {
    return """
    | | ours /s | p50 ms | p99 ms | plain /s | p50 ms | p99 ms | ours : plain | in single rounds |
    | --- | --: | --: | --: | --: | --: | --: | --: | --- |
    """
        + rates("create a card", results.creations())
        + rates("read a locked card", results.lockedReads())
        + rates("the same, by many", results.lockedReadsOfMany())
        + rates("read an open card, masked", results.openReads())
        + rates("the same, by many", results.openReadsOfMany());
  }

  private static String rates(String what, Comparison comparison) {
    return String.format(
        Locale.ROOT,
        "| %s %s %s | **%.2f** | %.2f to %.2f |%n",
        what,
        side(comparison.ours()),
        side(comparison.plain()),
        comparison.ratio(),
        comparison.lowest(),
        comparison.highest());
  }

  private static String side(Measurement measurement) {
    Latencies latencies = measurement.latencies();
    return String.format(
        Locale.ROOT,
        "| %.0f | %.2f | %.2f",
        measurement.rate(),
        latencies.millis(50),
        latencies.millis(99));
  }

  private String processor() {
    return """
    | microseconds of a core for each request | ours | plain | plain : ours | ours, by process |
    | --- | --: | --: | --: | --- |
    """
        + processor("create a card", results.creations())
        + processor("read a locked card", results.lockedReads())
        + processor("the same, by many", results.lockedReadsOfMany())
        + processor("read an open card, masked", results.openReads())
        + processor("the same, by many", results.openReadsOfMany());
  }

  private static String processor(String what, Comparison comparison) {
    double ours = comparison.ours().microseconds();
    double plain = comparison.plain().microseconds();
    return String.format(
        Locale.ROOT,
        "| %s | %.0f | %.0f | **%.2f** | %s |%n",
        what,
        ours,
        plain,
        plain / ours,
        byProcess(comparison.ours()));
  }

  private static String byProcess(Measurement side) {
    double least = side.microseconds() * SMALLEST;
    double rest =
        side.each().values().stream().filter(one -> one < least).mapToDouble(one -> one).sum();
    String others = String.format(Locale.ROOT, ", others %.0f", rest);
    return side.each().entrySet().stream()
        .filter(one -> one.getValue() >= least)
        .sorted(Map.Entry.comparingByValue(Comparator.reverseOrder()))
        .map(one -> String.format(Locale.ROOT, "%s %.0f", one.getKey(), one.getValue()))
        .collect(Collectors.joining(", ", "", others));
  }

  private String lock() {
    Latencies took = results.withdrawals();
    return String.format(
        Locale.ROOT,
        """
        | | p50 ms | p99 ms | longest ms | withdrawals |
        | --- | --: | --: | --: | --: |
        | from withdrawal to lock | %.1f | %.1f | %.1f | %d |
        """,
        took.millis(50),
        took.millis(99),
        took.millis(100),
        took.count());
  }
}
