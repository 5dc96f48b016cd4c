package jp.meishigura.bench.load;

import java.util.Arrays;

/** How long requests took, each of them: percentiles are exact. Not safe for several threads. */
public final class Latencies {
  /** 32 MB of them: an hour at a thousand a second. */
  private static final int MOST = 4_000_000;

  private long[] nanos = new long[1024];
  private int size;
  private boolean sorted = true;

  public void add(long took) {
    if (size == MOST) {
      throw new IllegalStateException(
          "More than " + MOST + " requests: measure for a shorter time.");
    }
    if (size == nanos.length) {
      nanos = Arrays.copyOf(nanos, Math.min(MOST, size * 2));
    }
    nanos[size++] = took;
    sorted = false;
  }

  public void addAll(Latencies others) {
    for (int i = 0; i < others.size; i++) {
      add(others.nanos[i]);
    }
  }

  public int count() {
    return size;
  }

  /**
   * The nearest-rank percentile, in milliseconds; 0 when nothing was measured.
   *
   * @param percent above 0, up to 100
   */
  public double millis(double percent) {
    if (size == 0) {
      return 0;
    }
    if (!sorted) {
      Arrays.sort(nanos, 0, size);
      sorted = true;
    }
    int rank = (int) Math.ceil(percent / 100 * size);
    return nanos[Math.max(rank, 1) - 1] / 1e6;
  }
}
