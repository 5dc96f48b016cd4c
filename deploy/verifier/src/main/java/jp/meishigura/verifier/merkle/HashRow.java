package jp.meishigura.verifier.merkle;

import java.util.Arrays;
import java.util.List;

/**
 * Up to 256 neighbouring hashes of one level of a tree, the first at an index that 256 divides:
 * what a tile holds. Not for several threads at once.
 */
public final class HashRow {
  /** The most that a row holds. */
  public static final int FULL = 256;

  private final byte[] hashes = new byte[FULL * Hash.LENGTH];
  private int width;

  /** A row of the hashes in these bytes, which must be a multiple of 32 and 8,192 at most. */
  public static HashRow of(byte[] bytes) {
    HashRow row = new HashRow();
    System.arraycopy(bytes, 0, row.hashes, 0, bytes.length);
    row.width = bytes.length / Hash.LENGTH;
    return row;
  }

  /** How many hashes there are. */
  public int width() {
    return width;
  }

  /** Whether no more fit in. */
  public boolean isFull() {
    return width == FULL;
  }

  /** The hash at a place, counted from 0. */
  public Hash get(int place) {
    return Hash.within(hashes, place * Hash.LENGTH);
  }

  /** Puts a hash at the end. */
  public void add(Hash hash) {
    hash.copyTo(hashes, width++ * Hash.LENGTH);
  }

  /** Puts the hash of a leaf at the end. */
  public void addLeaf(TreeHasher hasher, byte[] bytes, int offset, int length) {
    hasher.leaf(bytes, offset, length, hashes, width++ * Hash.LENGTH);
  }

  /** The first few of the hashes. */
  public HashRow first(int count) {
    return of(Arrays.copyOf(hashes, count * Hash.LENGTH));
  }

  /** The root of a full row, which is one hash of the level above. */
  public Hash root(TreeHasher hasher) {
    return perfect(hasher, 0, FULL);
  }

  /** Adds the roots of the perfect subtrees that these hashes make, the largest first. */
  void addPeaks(TreeHasher hasher, List<Hash> peaks) {
    int from = 0;
    for (int size = FULL; size > 0; size /= 2) {
      if ((width & size) != 0) {
        peaks.add(perfect(hasher, from, size));
        from += size;
      }
    }
  }

  /** The place of the first hash in which two rows of one width differ, or -1. */
  public int mismatch(HashRow other) {
    int end = width * Hash.LENGTH;
    int at = Arrays.mismatch(hashes, 0, end, other.hashes, 0, other.width * Hash.LENGTH);
    return at < 0 ? -1 : at / Hash.LENGTH;
  }

  private Hash perfect(TreeHasher hasher, int from, int size) {
    byte[] work = Arrays.copyOfRange(hashes, from * Hash.LENGTH, (from + size) * Hash.LENGTH);
    for (int left = size; left > 1; left /= 2) {
      for (int pair = 0; pair < left / 2; pair++) {
        hasher.node(work, 2 * pair * Hash.LENGTH, work, pair * Hash.LENGTH);
      }
    }
    return Hash.within(work, 0);
  }
}
