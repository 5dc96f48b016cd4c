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

  /** As many things as a full tile holds. */
  public static final int WIDTH = 256;

  /** Bytes of one of its things: an entry after its length, or a hash. */
  public int unitBytes() {
    return level == ENTRIES ? 2 + Commitment.ENTRY_BYTES : TreeHash.BYTES;
  }
}
