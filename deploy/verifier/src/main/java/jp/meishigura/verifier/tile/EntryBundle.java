package jp.meishigura.verifier.tile;

import jp.meishigura.verifier.Failure;
import jp.meishigura.verifier.Refused;
import jp.meishigura.verifier.merkle.HashRow;
import jp.meishigura.verifier.merkle.TreeHasher;

/**
 * An entry bundle (C2SP tlog-tiles, "Log entries"): entries one after the other, each after its
 * length in two bytes, big-endian.
 */
public final class EntryBundle {
  private static final int LENGTH_BYTES = 2;
  private static final int LONGEST_ENTRY = 0xffff;

  private final byte[] bytes;
  private final int[] offsets;
  private final int width;

  private EntryBundle(byte[] bytes, int[] offsets, int width) {
    this.bytes = bytes;
    this.offsets = offsets;
    this.width = width;
  }

  /** What somebody wants to do with each entry. */
  @FunctionalInterface
  public interface Visitor {
    /** The entry is these bytes of the bundle. */
    void entry(byte[] bundle, int offset, int length);
  }

  /** The most bytes that a bundle can have. */
  public static int limit(int width) {
    return width * (LENGTH_BYTES + LONGEST_ENTRY);
  }

  /**
   * Reads a bundle of at least as many entries, and of no other bytes than theirs.
   *
   * @param published how many entries it must hold
   * @param width how many of these are wanted
   * @param path for the message
   * @throws Refused as {@link Failure#ENTRY_ALTERED}: a log that can be changed in place is one
   *     whose entries were changed
   */
  public static EntryBundle parse(byte[] bytes, int published, int width, TilePath path)
      throws Refused {
    int[] offsets = new int[published + 1];
    int at = 0;
    for (int i = 0; i < published; i++) {
      if (bytes.length - at < LENGTH_BYTES) {
        throw altered(path, "ends before entry " + i);
      }
      int length = (bytes[at] & 0xff) << 8 | (bytes[at + 1] & 0xff);
      if (bytes.length - at - LENGTH_BYTES < length) {
        throw altered(path, "ends within entry " + i);
      }
      at += LENGTH_BYTES + length;
      offsets[i + 1] = at;
    }
    if (at != bytes.length) {
      throw altered(path, "has bytes after its " + published + " entries");
    }
    return new EntryBundle(bytes, offsets, width);
  }

  private static Refused altered(TilePath path, String what) {
    return new Refused(Failure.ENTRY_ALTERED, path + " " + what);
  }

  /** Shows each entry, in order. */
  public void forEach(Visitor visitor) {
    for (int i = 0; i < width; i++) {
      int offset = offsets[i] + LENGTH_BYTES;
      visitor.entry(bytes, offset, offsets[i + 1] - offset);
    }
  }

  /** The hashes of the entries as leaves (RFC 6962 section 2.1). */
  public HashRow leaves(TreeHasher hasher) {
    HashRow row = new HashRow();
    forEach((bundle, offset, length) -> row.addLeaf(hasher, bundle, offset, length));
    return row;
  }
}
