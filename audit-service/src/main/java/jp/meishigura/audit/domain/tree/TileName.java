package jp.meishigura.audit.domain.tree;

/**
 * Which tile.
 *
 * @param level {@link #ENTRIES}, or 0 for hashes of leaves and one more for each row of tiles above
 * @param index within its level, from 0
 */
public record TileName(int level, long index) {

  /** The level of bundles of entries, which are no hashes. */
  public static final int ENTRIES = -1;

  private static final int LEVEL_BITS = 8;

  /** As many things as a full tile holds. */
  public static final int WIDTH = 256;

  /** How many entries one of its things covers: an entry itself, or the leaves beneath a hash. */
  public long span() {
    return 1L << (LEVEL_BITS * Math.max(level, 0));
  }

  /**
   * The index of the first entry after it when it is full. Only of tiles that a log has; of others
   * no number may be large enough.
   */
  public long endIndex() {
    return (index + 1) * WIDTH * span();
  }

  /** Bytes of one of its things: an entry after its length, or a hash. */
  public int unitBytes() {
    return level == ENTRIES ? 2 + Commitment.ENTRY_BYTES : TreeHash.BYTES;
  }
}
