package jp.meishigura.audit.domain.tree;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The tree over a log's first entries, as its tiles tell it. For one question at a time: it
 * remembers the tiles that it has read.
 */
public final class LogTree {

  private static final int LEVELS_PER_TILE = 8;

  private final Tiles tiles;
  private final Map<TileName, byte[]> read = new HashMap<>();

  public LogTree(Tiles tiles) {
    this.tiles = tiles;
  }

  /** The root over the first entries: RFC 6962 section 2.1. */
  public byte[] root(long size) {
    return size == 0 ? TreeHash.ofNothing() : range(0, size);
  }

  /**
   * The hashes that lead from an entry to the root over the first entries, from its sibling
   * upwards: RFC 6962 section 2.1.1.
   *
   * @throws IllegalArgumentException when the entry is not among them
   */
  public List<byte[]> inclusion(long index, long size) {
    if (index < 0 || index >= size) {
      throw new IllegalArgumentException("no such entry in a tree of that size");
    }
    List<byte[]> proof = new ArrayList<>();
    inclusion(index, 0, size, proof);
    return proof;
  }

  private void inclusion(long index, long from, long to, List<byte[]> proof) {
    if (to - from == 1) {
      return;
    }
    long middle = from + split(to - from);
    if (index < middle) {
      inclusion(index, from, middle, proof);
      proof.add(range(middle, to));
    } else {
      inclusion(index, middle, to, proof);
      proof.add(range(from, middle));
    }
  }

  /**
   * The hashes that show that a larger tree begins with a smaller one: RFC 6962 section 2.1.2.
   *
   * @throws IllegalArgumentException unless 0 &lt; older &lt;= newer
   */
  public List<byte[]> consistency(long older, long newer) {
    if (older <= 0 || older > newer) {
      throw new IllegalArgumentException("no tree of that size begins the other");
    }
    List<byte[]> proof = new ArrayList<>();
    consistency(older, 0, newer, true, proof);
    return proof;
  }

  /**
   * @param known whether the verifier has this range's hash: it is the older root
   */
  private void consistency(long older, long from, long to, boolean known, List<byte[]> proof) {
    if (older == to) {
      if (!known) {
        proof.add(range(from, to));
      }
      return;
    }
    long middle = from + split(to - from);
    if (older <= middle) {
      consistency(older, from, middle, known, proof);
      proof.add(range(middle, to));
    } else {
      consistency(older, middle, to, false, proof);
      proof.add(range(from, middle));
    }
  }

  /** The root over a range, which begins where a tree of its size could. */
  private byte[] range(long from, long to) {
    long length = to - from;
    if (Long.bitCount(length) == 1) {
      int level = Long.numberOfTrailingZeros(length);
      return node(level, from >>> level);
    }
    long middle = from + split(length);
    return TreeHash.ofNode(range(from, middle), range(middle, to));
  }

  /** The largest power of two that is smaller. */
  private static long split(long length) {
    return Long.highestOneBit(length - 1);
  }

  private byte[] node(int level, long index) {
    int span = level % LEVELS_PER_TILE;
    long first = index << span;
    TileName name = new TileName(level / LEVELS_PER_TILE, first / TileName.WIDTH);
    byte[] tile =
        read.computeIfAbsent(
            name, wanted -> tiles.bytes(wanted).orElseThrow(() -> new MissingTile(wanted)));
    int from = (int) (first % TileName.WIDTH) * TreeHash.BYTES;
    int to = from + (TreeHash.BYTES << span);
    if (to > tile.length) {
      throw new MissingTile(name);
    }
    return TreeHash.ofRow(tile, from, to);
  }
}
