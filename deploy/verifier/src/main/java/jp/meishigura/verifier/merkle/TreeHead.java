package jp.meishigura.verifier.merkle;

import java.util.Arrays;

/**
 * How many leaves a tree has, and its root.
 *
 * @param size from 0 to 2^63 - 1
 * @param root as it was given. RFC 9162 compares roots without asking for their length, so this
 *     type does not either; no published format that we read lets one through that is not 32 bytes
 */
public record TreeHead(long size, byte[] root) {

  /** A head whose root cannot be changed from outside. */
  public TreeHead {
    root = root.clone();
  }

  /** A head whose root is a hash. */
  public TreeHead(long size, Hash root) {
    this(size, root.bytes());
  }

  @Override
  public byte[] root() {
    return root.clone();
  }

  /** Whether this is the root. */
  public boolean hasRoot(byte[] other) {
    return Arrays.equals(root, other);
  }

  /** Whether this is the root. */
  public boolean hasRoot(Hash other) {
    return hasRoot(other.bytes());
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof TreeHead that && size == that.size && hasRoot(that.root);
  }

  @Override
  public int hashCode() {
    return 31 * Long.hashCode(size) + Arrays.hashCode(root);
  }
}
