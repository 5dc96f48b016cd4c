package jp.meishigura.verifier.log;

import java.util.Optional;
import jp.meishigura.verifier.Failure;
import jp.meishigura.verifier.Refused;
import jp.meishigura.verifier.checkpoint.VerifiedCheckpoint;
import jp.meishigura.verifier.merkle.GrowingTree;
import jp.meishigura.verifier.merkle.HashRow;
import jp.meishigura.verifier.merkle.TreeHead;
import jp.meishigura.verifier.tile.TilePath;
import jp.meishigura.verifier.tile.TileReader;

/** One reading of one log, from left to right. Used once. */
final class LogReading {
  private final TileReader reader;
  private final int parallel;
  private final VerifiedCheckpoint now;
  private final TreeHead head;
  private final Optional<TreeHead> before;
  private final Extent extent;
  private final Frontier frontier;
  private final Blame blame;
  private final GrowingTree tree;

  private long firstBundle;
  private HashRow edge = new HashRow();
  private long read;
  private long plain;
  private boolean forked;

  LogReading(
      TileReader reader,
      int parallel,
      VerifiedCheckpoint now,
      Optional<TreeHead> before,
      Extent extent) {
    this.reader = reader;
    this.parallel = parallel;
    this.now = now;
    this.head = now.checkpoint().head();
    this.before = before;
    this.extent = extent;
    this.frontier = new Frontier(reader, head.size());
    this.blame = new Blame(reader, head);
    this.tree = new GrowingTree(this::compare);
  }

  LogReport run() throws Refused {
    firstBundle = frontier.firstBundle();
    if (firstBundle * HashRow.FULL > extent.minimumIndex()) {
      throw new Refused(
          Failure.LOG_TRUNCATED,
          "entries before "
              + firstBundle * HashRow.FULL
              + " are not served, those from "
              + extent.minimumIndex()
              + " on should be");
    }
    long firstTile = frontier.firstTile(0);
    long from = Math.min(firstBundle, firstTile);
    if (extent.onlyNew() && before.isPresent()) {
      from = Math.max(from, before.get().size() / HashRow.FULL);
    }
    frontier.begin(tree, 1, from, !extent.onlyNew());
    beginWithKept(from * HashRow.FULL);
    long tiles = Math.ceilDiv(head.size(), HashRow.FULL);
    new ReadAhead(parallel)
        .<LeafTile>each(
            from,
            tiles,
            index ->
                () ->
                    LeafTile.read(
                        reader,
                        blame,
                        index,
                        width(index),
                        index >= firstBundle,
                        index >= firstTile),
            this::take);
    compareEdges();
    if (!head.hasRoot(tree.rootWith(edge))) {
      throw new Refused(
          Failure.ROOT_WRONG,
          "what was read agrees with itself, but the checkpoint signs another tree");
    }
    if (forked) {
      throw new Refused(
          Failure.LOG_FORKED, "the entries of the kept checkpoint are no longer the first ones");
    }
    long served = firstBundle * HashRow.FULL;
    return new LogReport(now, served, from * HashRow.FULL, read, head.size() - read, plain);
  }

  private void beginWithKept(long start) throws Refused {
    if (before.isPresent() && before.get().size() < start) {
      throw new Refused(
          Failure.PRUNED,
          "the kept checkpoint's " + before.get().size() + " entries end before what is served");
    }
    if (before.isPresent() && before.get().size() == start) {
      compareWithKept(before.get(), new HashRow());
    }
  }

  private int width(long index) {
    return (int) Math.min(HashRow.FULL, head.size() - index * HashRow.FULL);
  }

  private void take(LeafTile tile) throws Refused {
    read += tile.read();
    plain += tile.plain();
    long start = tile.index() * HashRow.FULL;
    if (before.isPresent()) {
      long within = before.get().size() - start;
      if (within > 0 && within <= tile.leaves().width()) {
        compareWithKept(before.get(), tile.leaves().first((int) within));
      }
    }
    if (tile.root() == null) {
      edge = tile.leaves();
    } else {
      tree.add(1, tile.root());
    }
  }

  /**
   * Asks whether the kept checkpoint's root comes out of what lies before and these leaves. If not,
   * that is said at the end, and only if the rest is good: that a log has signed two histories is
   * not to be concluded from a tile that somebody else may have altered.
   */
  private void compareWithKept(TreeHead kept, HashRow leaves) {
    forked |= !kept.hasRoot(tree.rootWith(leaves));
  }

  private void compare(int level, long index, HashRow computed) throws Refused {
    HashRow published = reader.required(TilePath.hashes(level, index, computed.width()));
    int differs = computed.mismatch(published);
    if (differs >= 0) {
      throw blame.of(level, index, published, differs, firstBundle * HashRow.FULL);
    }
  }

  private void compareEdges() throws Refused {
    for (int level = 1; level <= tree.levels(); level++) {
      HashRow row = tree.edge(level);
      if (row.width() > 0) {
        compare(level, (head.size() >>> (8 * level)) / HashRow.FULL, row);
      }
    }
  }
}
