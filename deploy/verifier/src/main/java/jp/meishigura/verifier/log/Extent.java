package jp.meishigura.verifier.log;

/**
 * How much of a log is to be read.
 *
 * @param minimumIndex entries from here on must be served: the minimum index that the log's owner
 *     has announced (C2SP tlog-tiles, "Pruning"). {@link Long#MAX_VALUE} takes what is there
 * @param onlyNew whether to begin where the kept checkpoint ends, trusting it for what lies before
 */
public record Extent(long minimumIndex, boolean onlyNew) {
  /** Everything that is served. */
  public static final Extent SERVED = new Extent(Long.MAX_VALUE, false);
}
