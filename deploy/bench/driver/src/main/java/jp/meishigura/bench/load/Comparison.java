package jp.meishigura.bench.load;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Two sides under the same load, in turns. The order changes from round to round (A B, B A, …):
 * what the machine does meanwhile, and what a round leaves behind, meets both.
 */
public final class Comparison {
  private final Measurement ours = new Measurement();
  private final Measurement plain = new Measurement();
  private final List<Double> ratios = new ArrayList<>();

  /** Waits until what a round has left behind is done. */
  @FunctionalInterface
  public interface Rest {
    void rest() throws InterruptedException;
  }

  /** Loads both sides in turns. */
  public static Comparison run(
      ClosedLoop loop,
      Load ours,
      Load plain,
      int rounds,
      Duration length,
      Rest rest,
      ProcessorTime processor)
      throws InterruptedException {
    Comparison comparison = new Comparison();
    for (int i = 0; i < rounds; i++) {
      boolean oursFirst = i % 2 == 0;
      double first =
          comparison.round(oursFirst, loop, oursFirst ? ours : plain, length, rest, processor);
      double second =
          comparison.round(!oursFirst, loop, oursFirst ? plain : ours, length, rest, processor);
      comparison.ratios.add(oursFirst ? first / second : second / first);
    }
    return comparison;
  }

  /** One round of one side, whose rate it returns. */
  private double round(
      boolean isOurs,
      ClosedLoop loop,
      Load load,
      Duration length,
      Rest rest,
      ProcessorTime processor)
      throws InterruptedException {
    Map<String, Duration> before = processor.now();
    ClosedLoop.Round round = loop.run(load, length);
    rest.rest();
    Map<String, Duration> used = new TreeMap<>(processor.now());
    used.replaceAll((name, time) -> time.minus(before.getOrDefault(name, Duration.ZERO)));
    (isOurs ? ours : plain).add(round.latencies(), round.seconds(), used);
    return round.rate();
  }

  public Measurement ours() {
    return ours;
  }

  public Measurement plain() {
    return plain;
  }

  /** Our requests for one of the plain service. */
  public double ratio() {
    return ours.rate() / plain.rate();
  }

  /** The smallest ratio of a round: with {@link #highest} it tells how far to trust the whole. */
  public double lowest() {
    return ratios.stream().mapToDouble(Double::doubleValue).min().orElse(0);
  }

  /** The largest ratio of a round. */
  public double highest() {
    return ratios.stream().mapToDouble(Double::doubleValue).max().orElse(0);
  }
}
