package jp.meishigura.bench.load;

/** What one side did in all its rounds. */
public final class Measurement {
  private final Latencies latencies = new Latencies();
  private double seconds;

  public void add(Latencies round, double took) {
    latencies.addAll(round);
    seconds += took;
  }

  public Latencies latencies() {
    return latencies;
  }

  /** Requests answered per second. */
  public double rate() {
    return seconds == 0 ? 0 : latencies.count() / seconds;
  }
}
