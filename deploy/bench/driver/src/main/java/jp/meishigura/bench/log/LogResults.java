package jp.meishigura.bench.log;

import java.time.Duration;
import java.util.List;

/**
 * What was measured of the log.
 *
 * @param steps at growing rates
 * @param appended entries per second while a backlog is worked off, from outbox to checkpoint
 * @param copied rows per second that {@code COPY} writes into a bare table of the same PostgreSQL
 * @param verified entries that deploy/verifier checked
 * @param verification how long that took
 */
public record LogResults(
    List<Step> steps, double appended, double copied, int verified, Duration verification) {

  /**
   * Events at a steady rate, from the commit that writes them to the outbox until a published
   * checkpoint covers them.
   *
   * @param offered events per second
   * @param reached entries that became provable per second, from the first checkpoint that covers
   *     some of them to the last
   */
  public record Step(
      int offered, double reached, double leastMillis, double meanMillis, double mostMillis) {}
}
