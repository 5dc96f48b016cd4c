package jp.meishigura.verifier.merkle;

import java.util.ArrayList;
import java.util.List;
import jp.meishigura.verifier.Refused;

/**
 * The right edge of a tree that grows by full rows of 256 leaves: for each level above the leaves
 * the hashes that do not yet make a full row. Not for several threads at once.
 */
public final class GrowingTree {

  /** Hears of each row above the leaves when it is full. */
  @FunctionalInterface
  public interface FullRow {
    /**
     * @param level 1 for hashes of rows of leaves
     */
    void at(int level, long index, HashRow row) throws Refused;
  }

  private final TreeHasher hasher = new TreeHasher();
  private final List<HashRow> rows = new ArrayList<>();
  private final List<Long> indexes = new ArrayList<>();
  private final FullRow heard;

  /** An empty tree. */
  public GrowingTree(FullRow heard) {
    this.heard = heard;
  }

  /**
   * Lets a level begin further right, for a tree whose beginning is not read. Levels from top to
   * bottom, before anything is added to them.
   *
   * @param index of the level's first row that is to be filled
   */
  public void begin(int level, long index) {
    grow(level);
    indexes.set(level - 1, index);
  }

  /**
   * Adds the next hash of a level: the root of a row beneath.
   *
   * @throws Refused what the listener says
   */
  public void add(int level, Hash hash) throws Refused {
    grow(level);
    HashRow row = rows.get(level - 1);
    row.add(hash);
    if (row.isFull()) {
      long index = indexes.get(level - 1);
      heard.at(level, index, row);
      rows.set(level - 1, new HashRow());
      indexes.set(level - 1, index + 1);
      add(level + 1, row.root(hasher));
    }
  }

  /** How many levels above the leaves there are. */
  public int levels() {
    return rows.size();
  }

  /** The hashes of a level that do not make a full row, possibly none. */
  public HashRow edge(int level) {
    return rows.get(level - 1);
  }

  /** The root when these leaves are the last: RFC 6962 section 2.1. */
  public Hash rootWith(HashRow leaves) {
    List<HashRow> edges = new ArrayList<>(rows.reversed());
    edges.add(leaves);
    return rootOf(edges, hasher);
  }

  /** The root of a tree with these unfinished rows, from the highest level to the leaves. */
  public static Hash rootOf(List<HashRow> edges, TreeHasher hasher) {
    List<Hash> peaks = new ArrayList<>();
    edges.forEach(row -> row.addPeaks(hasher, peaks));
    if (peaks.isEmpty()) {
      return hasher.empty();
    }
    Hash root = peaks.removeLast();
    for (Hash peak : peaks.reversed()) {
      root = hasher.node(peak, root);
    }
    return root;
  }

  private void grow(int level) {
    while (rows.size() < level) {
      rows.add(new HashRow());
      indexes.add(0L);
    }
  }
}
