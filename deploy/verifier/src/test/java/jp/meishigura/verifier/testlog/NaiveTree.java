package jp.meishigura.verifier.testlog;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.List;

/** RFC 6962 section 2.1, word for word and slow: what the verifier is held against. */
public final class NaiveTree {
  private NaiveTree() {}

  public static byte[] leaf(byte[] entry) {
    return hash(new byte[] {0}, entry);
  }

  public static byte[] node(byte[] left, byte[] right) {
    return hash(new byte[] {1}, left, right);
  }

  /** MTH(D[n]) of leaves that are hashed already. */
  public static byte[] root(List<byte[]> leaves) {
    int n = leaves.size();
    if (n == 0) {
      return hash();
    }
    if (n == 1) {
      return leaves.getFirst();
    }
    int k = split(n);
    return node(root(leaves.subList(0, k)), root(leaves.subList(k, n)));
  }

  /** PATH(m, D[n]): section 2.1.1. */
  public static List<byte[]> path(int m, List<byte[]> leaves) {
    int n = leaves.size();
    if (n == 1) {
      return new ArrayList<>();
    }
    int k = split(n);
    List<byte[]> path;
    if (m < k) {
      path = path(m, leaves.subList(0, k));
      path.add(root(leaves.subList(k, n)));
    } else {
      path = path(m - k, leaves.subList(k, n));
      path.add(root(leaves.subList(0, k)));
    }
    return path;
  }

  /** PROOF(m, D[n]): section 2.1.2. */
  public static List<byte[]> proof(int m, List<byte[]> leaves) {
    return subproof(m, leaves, true);
  }

  private static List<byte[]> subproof(int m, List<byte[]> leaves, boolean whole) {
    int n = leaves.size();
    if (m == n) {
      return whole ? new ArrayList<>() : new ArrayList<>(List.of(root(leaves)));
    }
    int k = split(n);
    List<byte[]> proof;
    if (m <= k) {
      proof = subproof(m, leaves.subList(0, k), whole);
      proof.add(root(leaves.subList(k, n)));
    } else {
      proof = subproof(m - k, leaves.subList(k, n), false);
      proof.add(root(leaves.subList(0, k)));
    }
    return proof;
  }

  /** The largest power of two below n. */
  private static int split(int n) {
    return Integer.highestOneBit(n - 1);
  }

  private static byte[] hash(byte[]... parts) {
    try {
      MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
      for (byte[] part : parts) {
        sha256.update(part);
      }
      return sha256.digest();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }
}
