package jp.meishigura.bench.keys;

import java.util.List;

/**
 * What was measured.
 *
 * @param sealing cards sealed per second and core, ours and the bare cipher's
 * @param opening cards opened per second and core
 * @param besideTransit cards per second, their keys from crypto-gateway, and by a call to transit
 *     for each value
 * @param releases releases in batches of several sizes
 */
public record KeyResults(
    CpuComparison sealing,
    CpuComparison opening,
    List<Rates> besideTransit,
    List<Release> releases) {

  /**
   * Cards per second of the whole machine.
   *
   * @param what was done, with how many keys at a time
   */
  public record Rates(String what, double ours, double naive) {

    public double ratio() {
      return ours / naive;
    }
  }

  /**
   * Releases of that many keys at a time.
   *
   * @param calls per second
   */
  public record Release(int batch, double calls, double p50Millis, double p99Millis) {

    public double keys() {
      return calls * batch;
    }
  }
}
