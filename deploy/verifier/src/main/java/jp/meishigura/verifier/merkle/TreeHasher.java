package jp.meishigura.verifier.merkle;

import java.security.DigestException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/**
 * The hashes of RFC 6962 section 2.1 with SHA-256: a leaf is {@code SHA-256(0x00 || entry)}, a node
 * {@code SHA-256(0x01 || left || right)}. Not for several threads at once.
 */
public final class TreeHasher {
  private static final byte LEAF = 0;
  private static final byte NODE = 1;

  private final MessageDigest sha256;
  private final byte[] node = new byte[1 + 2 * Hash.LENGTH];

  /** A hasher of its own. */
  public TreeHasher() {
    try {
      sha256 = MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
    node[0] = NODE;
  }

  /** The root of the tree without leaves: SHA-256 of nothing. */
  public Hash empty() {
    return Hash.within(sha256.digest(), 0);
  }

  /** The hash of a leaf. */
  public Hash leaf(byte[] entry) {
    sha256.update(LEAF);
    return Hash.within(sha256.digest(entry), 0);
  }

  /** The hash of a node. */
  public Hash node(Hash left, Hash right) {
    left.copyTo(node, 1);
    right.copyTo(node, 1 + Hash.LENGTH);
    return Hash.within(sha256.digest(node), 0);
  }

  /** The hash of a leaf, without objects in between. */
  void leaf(byte[] bytes, int offset, int length, byte[] target, int targetOffset) {
    sha256.update(LEAF);
    sha256.update(bytes, offset, length);
    finish(target, targetOffset);
  }

  /** The hash of the node of the two hashes at an offset; source and target may be the same. */
  void node(byte[] pairs, int offset, byte[] target, int targetOffset) {
    sha256.update(NODE);
    sha256.update(pairs, offset, 2 * Hash.LENGTH);
    finish(target, targetOffset);
  }

  private void finish(byte[] target, int offset) {
    try {
      sha256.digest(target, offset, Hash.LENGTH);
    } catch (DigestException e) {
      throw new IllegalStateException("32 bytes are room enough", e);
    }
  }
}
