package jp.meishigura.bench.keys;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.Arrays;
import java.util.function.IntConsumer;

/**
 * Two ways to do the same, on one thread, in turns, in the CPU time of that thread: what else the
 * machine does meanwhile takes wall-clock time from both and CPU time from neither.
 *
 * @param ours per second of CPU time, the median of all rounds
 * @param bare the same
 * @param ratio ours to bare, the median of the rounds' ratios
 */
public record CpuComparison(double ours, double bare, double ratio) {

  private static final int WARM_UP_ROUNDS = 20;
  private static final int ROUNDS = 41;
  private static final int PER_ROUND = 10_000;
  private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

  static CpuComparison run(IntConsumer ours, IntConsumer bare) {
    double[] ourRates = new double[ROUNDS];
    double[] bareRates = new double[ROUNDS];
    double[] ratios = new double[ROUNDS];
    for (int round = -WARM_UP_ROUNDS; round < ROUNDS; round++) {
      boolean oursFirst = round % 2 == 0;
      double first = rate(oursFirst ? ours : bare);
      double second = rate(oursFirst ? bare : ours);
      if (round >= 0) {
        ourRates[round] = oursFirst ? first : second;
        bareRates[round] = oursFirst ? second : first;
        ratios[round] = ourRates[round] / bareRates[round];
      }
    }
    return new CpuComparison(median(ourRates), median(bareRates), median(ratios));
  }

  private static double rate(IntConsumer work) {
    long begin = THREADS.getCurrentThreadCpuTime();
    for (int number = 0; number < PER_ROUND; number++) {
      work.accept(number);
    }
    return PER_ROUND * 1e9 / (THREADS.getCurrentThreadCpuTime() - begin);
  }

  private static double median(double[] values) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    return sorted[sorted.length / 2];
  }
}
