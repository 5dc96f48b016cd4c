package jp.meishigura.verifier.log;

import java.util.ArrayList;
import java.util.List;
import jp.meishigura.verifier.Failure;
import jp.meishigura.verifier.Refused;
import jp.meishigura.verifier.merkle.GrowingTree;
import jp.meishigura.verifier.merkle.HashRow;
import jp.meishigura.verifier.merkle.TreeHasher;
import jp.meishigura.verifier.merkle.TreeHead;
import jp.meishigura.verifier.tile.TilePath;
import jp.meishigura.verifier.tile.TileReader;

/**
 * Which of two is to blame when a tile and what lies beneath it do not agree: the one that the rest
 * of the log does not vouch for.
 */
final class Blame {
  /** More than a tree of 2^63 - 1 leaves has. */
  private static final int LEVELS = 8;

  private final TileReader reader;
  private final TreeHead head;

  Blame(TileReader reader, TreeHead head) {
    this.reader = reader;
    this.head = head;
  }

  /**
   * What to tell.
   *
   * @param place of the first hash that differs
   * @param firstRead index of the first entry that was read: before it there were hashes alone
   */
  Refused of(int level, long index, HashRow published, int place, long firstRead) throws Refused {
    long first = (index * HashRow.FULL + place) << (8 * level);
    long last = first + (1L << (8 * level)) - 1;
    TilePath path = TilePath.hashes(level, index, published.width());
    String where = (first == last ? "entry " + first : "entries " + first + " to " + last);
    if (!isVouchedFor(level, index, published)) {
      return new Refused(Failure.TILE_ALTERED, path + " does not hold the hash of " + where);
    }
    return new Refused(
        last >= firstRead ? Failure.ENTRY_ALTERED : Failure.TILE_ALTERED,
        where + ": altered beneath " + path);
  }

  private boolean isVouchedFor(int level, long index, HashRow row) throws Refused {
    TreeHasher hasher = new TreeHasher();
    if (row.isFull()) {
      TilePath above = TilePath.hashes(level + 1, index / HashRow.FULL, head.size());
      int place = (int) (index % HashRow.FULL);
      return reader.required(above).get(place).equals(row.root(hasher));
    }
    List<HashRow> edges = new ArrayList<>();
    for (int at = 0; at < LEVELS && head.size() >>> (8 * at) > 0; at++) {
      long hashes = head.size() >>> (8 * at);
      if (at == level) {
        edges.addFirst(row);
      } else if (hashes % HashRow.FULL != 0) {
        edges.addFirst(reader.required(TilePath.hashes(at, hashes / HashRow.FULL, head.size())));
      }
    }
    return head.hasRoot(GrowingTree.rootOf(edges, hasher));
  }
}
