package jp.meishigura.verifier.log;

import jp.meishigura.verifier.Refused;
import jp.meishigura.verifier.evidence.Opening;
import jp.meishigura.verifier.merkle.Hash;
import jp.meishigura.verifier.merkle.HashRow;
import jp.meishigura.verifier.merkle.TreeHasher;
import jp.meishigura.verifier.tile.EntryBundle;
import jp.meishigura.verifier.tile.TilePath;
import jp.meishigura.verifier.tile.TileReader;
import org.jspecify.annotations.Nullable;

/**
 * One tile of leaves, read and hashed.
 *
 * @param read how many of its entries were read
 * @param plain how many of these have not the form of a commitment
 * @param root of a full tile, else null
 */
record LeafTile(long index, HashRow leaves, int read, int plain, @Nullable Hash root) {

  /**
   * Reads what is served of it: bundle, hashes, or both, which must agree.
   *
   * @param width 1 to 256
   */
  static LeafTile read(
      TileReader reader, Blame blame, long index, int width, boolean bundle, boolean tile)
      throws Refused {
    TreeHasher hasher = new TreeHasher();
    TilePath path = TilePath.hashes(0, index, width);
    if (!bundle) {
      return of(index, reader.required(path), 0, 0, hasher);
    }
    EntryBundle entries = reader.entries(TilePath.entries(index, width));
    HashRow leaves = entries.leaves(hasher);
    if (tile) {
      HashRow published = reader.required(path);
      int differs = leaves.mismatch(published);
      if (differs >= 0) {
        throw blame.of(0, index, published, differs, 0);
      }
    }
    int[] plain = {0};
    entries.forEach(
        (bytes, offset, length) -> {
          if (!Opening.isCommitment(bytes, offset, length)) {
            plain[0]++;
          }
        });
    return of(index, leaves, width, plain[0], hasher);
  }

  private static LeafTile of(long index, HashRow leaves, int read, int plain, TreeHasher hasher) {
    return new LeafTile(index, leaves, read, plain, leaves.isFull() ? leaves.root(hasher) : null);
  }
}
