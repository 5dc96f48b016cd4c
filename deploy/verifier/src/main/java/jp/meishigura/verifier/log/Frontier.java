package jp.meishigura.verifier.log;

import jp.meishigura.verifier.Refused;
import jp.meishigura.verifier.merkle.GrowingTree;
import jp.meishigura.verifier.merkle.HashRow;
import jp.meishigura.verifier.tile.TilePath;
import jp.meishigura.verifier.tile.TileReader;

/**
 * Where a log can be read from. Pruning (C2SP tlog-tiles) takes full tiles and bundles away from
 * the left; the hashes above them stay, and stand in for what is gone.
 */
final class Frontier {
  private final TileReader reader;
  private final long size;

  Frontier(TileReader reader, long size) {
    this.reader = reader;
    this.size = size;
  }

  /** Index of the first bundle that is served; all after it must be. */
  long firstBundle() throws Refused {
    return first(size / HashRow.FULL, index -> TilePath.entries(index, HashRow.FULL));
  }

  /** Index of the first tile of a level that is served; all after it must be. */
  long firstTile(int level) throws Refused {
    long full = (size >>> (8 * level)) / HashRow.FULL;
    return first(full, index -> TilePath.hashes(level, index, HashRow.FULL));
  }

  /** Fills the tree's levels with published hashes left of a tile of leaves. */
  void begin(GrowingTree tree, int level, long upTo, boolean allServed) throws Refused {
    if (upTo == 0) {
      return;
    }
    long edge = upTo / HashRow.FULL;
    long tile = allServed ? Math.min(edge, firstTile(level)) : edge;
    begin(tree, level + 1, tile, allServed);
    tree.begin(level, tile);
    for (long index = tile * HashRow.FULL; index < upTo; ) {
      HashRow row = reader.required(TilePath.hashes(level, index / HashRow.FULL, size));
      for (int place = 0; place < row.width() && index < upTo; place++) {
        tree.add(level, row.get(place));
        index++;
      }
    }
  }

  @FunctionalInterface
  private interface Place {
    TilePath at(long index);
  }

  /** Bisects: what is pruned is a beginning. */
  private long first(long count, Place place) throws Refused {
    if (count == 0 || reader.serves(place.at(0))) {
      return 0;
    }
    long gone = 0;
    long there = count;
    while (there - gone > 1) {
      long middle = (gone + there) >>> 1;
      if (reader.serves(place.at(middle))) {
        there = middle;
      } else {
        gone = middle;
      }
    }
    return there;
  }
}
