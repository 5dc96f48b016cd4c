package jp.meishigura.audit.domain.tree;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;

/** The hashes of RFC 6962 section 2.1 over SHA-256. A leaf can never be mistaken for a node. */
public final class TreeHash {

  /** Bytes of a hash. */
  public static final int BYTES = 32;

  private static final byte LEAF = 0;
  private static final byte NODE = 1;

  private TreeHash() {}

  /** SHA-256 of nothing: the root of a log without entries. */
  public static byte[] ofNothing() {
    return sha256().digest();
  }

  /** Of an entry, as the log publishes it. */
  public static byte[] ofLeaf(byte[] entry) {
    MessageDigest digest = sha256();
    digest.update(LEAF);
    return digest.digest(entry);
  }

  static byte[] ofNode(byte[] left, byte[] right) {
    MessageDigest digest = sha256();
    digest.update(NODE);
    digest.update(left);
    return digest.digest(right);
  }

  /**
   * The root over some hashes that lie one after the other.
   *
   * @param hashes a power of two of them, from {@code from} to below {@code to}, in bytes
   */
  static byte[] ofRow(byte[] hashes, int from, int to) {
    if (to - from == BYTES) {
      return Arrays.copyOfRange(hashes, from, to);
    }
    int middle = (from + to) >>> 1;
    return ofNode(ofRow(hashes, from, middle), ofRow(hashes, middle, to));
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("This JDK has no SHA-256.", e);
    }
  }
}
