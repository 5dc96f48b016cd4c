package jp.meishigura.verifier.tile;

import java.util.Locale;
import jp.meishigura.verifier.merkle.HashRow;

/**
 * Where a tile or an entry bundle is, beneath the log's prefix (C2SP tlog-tiles): {@code
 * tile/<level>/<index>[.p/<width>]}.
 *
 * @param level {@code entries}, or the level in decimal
 * @param index of the tile within the level, counted from 0
 * @param width how many hashes or entries it holds, 1 to 256; fewer than 256 make it partial
 */
public record TilePath(String level, long index, int width) {
  /** The place of the checkpoint. */
  public static final String CHECKPOINT = "checkpoint";

  /** A tile of hashes. */
  public static TilePath hashes(int level, long index, int width) {
    return new TilePath(Integer.toString(level), index, width);
  }

  /** A bundle of entries. */
  public static TilePath entries(long index, int width) {
    return new TilePath("entries", index, width);
  }

  /**
   * The tile at an index of a level in a tree of that size.
   *
   * @param size of the tree, in entries; must reach into the tile
   */
  public static TilePath hashes(int level, long index, long size) {
    return hashes(level, index, width(level, index, size));
  }

  /** How many hashes a tree of that size has in a tile. */
  static int width(int level, long index, long size) {
    return (int) Math.min(HashRow.FULL, (size >>> (8 * level)) - index * HashRow.FULL);
  }

  /** Whether it may be removed once the log has grown. */
  public boolean isPartial() {
    return width < HashRow.FULL;
  }

  /** The full tile at the same place. */
  public TilePath full() {
    return new TilePath(level, index, HashRow.FULL);
  }

  /** The path, such as {@code tile/0/x001/234/067.p/8}: groups of three digits. */
  @Override
  public String toString() {
    StringBuilder groups = new StringBuilder(String.format(Locale.ROOT, "%03d", index % 1000));
    for (long rest = index / 1000; rest > 0; rest /= 1000) {
      groups.insert(0, String.format(Locale.ROOT, "x%03d/", rest % 1000));
    }
    return "tile/" + level + '/' + groups + (isPartial() ? ".p/" + width : "");
  }
}
