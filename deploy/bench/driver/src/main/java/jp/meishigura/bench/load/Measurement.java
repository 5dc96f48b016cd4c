package jp.meishigura.bench.load;

import java.time.Duration;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** What one side did in all its rounds. */
public final class Measurement {
  private final Latencies latencies = new Latencies();
  private final SortedMap<String, Duration> processor = new TreeMap<>();
  private double seconds;

  void add(Latencies round, double took, Map<String, Duration> used) {
    latencies.addAll(round);
    seconds += took;
    used.forEach((name, time) -> processor.merge(name, time, Duration::plus));
  }

  public Latencies latencies() {
    return latencies;
  }

  /** Requests answered per second. */
  public double rate() {
    return seconds == 0 ? 0 : latencies.count() / seconds;
  }

  /** Microseconds of a core that a request has cost, until nothing of it was left to do. */
  public double microseconds() {
    return each().values().stream().mapToDouble(Double::doubleValue).sum();
  }

  /** The same by process. */
  public SortedMap<String, Double> each() {
    SortedMap<String, Double> each = new TreeMap<>();
    processor.forEach(
        (name, time) -> each.put(name, time.toNanos() / 1e3 / Math.max(1, latencies.count())));
    return each;
  }
}
