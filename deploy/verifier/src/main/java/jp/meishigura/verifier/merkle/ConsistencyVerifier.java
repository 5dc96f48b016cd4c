package jp.meishigura.verifier.merkle;

import java.util.ArrayList;
import java.util.List;
import jp.meishigura.verifier.Failure;
import jp.meishigura.verifier.Refused;

/** Consistency proofs, step by step as RFC 9162 section 2.1.4.2 says. */
public final class ConsistencyVerifier {

  /**
   * Returns if the newer tree begins with all leaves of the older one, in their order.
   *
   * <p>A proof from the empty tree is refused: it could only be empty, every tree would pass, and
   * whoever then relied on "consistent" would rely on nothing.
   *
   * @throws Refused as {@link Failure#LOG_TRUNCATED} when the newer is smaller, {@link
   *     Failure#LOG_FORKED} when both have one size and two roots, else {@link
   *     Failure#PROOF_WRONG}; {@link Failure#MALFORMED} when a root must be hashed and is not 32
   *     bytes
   */
  public void verify(TreeHead older, TreeHead newer, List<Hash> proof) throws Refused {
    if (older.size() <= 0) {
      throw wrong("a proof from the empty tree would prove nothing");
    }
    if (older.size() > newer.size()) {
      throw new Refused(
          Failure.LOG_TRUNCATED, "from " + older.size() + " leaves to " + newer.size());
    }
    if (older.size() == newer.size()) {
      verifySame(older, newer, proof);
    } else {
      verifyGrown(older, newer, proof);
    }
  }

  private static void verifySame(TreeHead older, TreeHead newer, List<Hash> proof) throws Refused {
    if (!older.hasRoot(newer.root())) {
      throw new Refused(Failure.LOG_FORKED, "two roots for " + older.size() + " leaves");
    }
    if (!proof.isEmpty()) {
      throw wrong("the proof between equal trees is empty");
    }
  }

  private static void verifyGrown(TreeHead older, TreeHead newer, List<Hash> proof) throws Refused {
    if (proof.isEmpty()) {
      throw wrong("the proof is empty");
    }
    List<Hash> path = new ArrayList<>(proof);
    if (Long.bitCount(older.size()) == 1) {
      path.addFirst(Hash.of(older.root()));
    }
    long fn = older.size() - 1;
    long sn = newer.size() - 1;
    while ((fn & 1) == 1) {
      fn >>>= 1;
      sn >>>= 1;
    }
    TreeHasher hasher = new TreeHasher();
    Hash fr = path.getFirst();
    Hash sr = path.getFirst();
    for (Hash c : path.subList(1, path.size())) {
      if (sn == 0) {
        throw wrong("the proof has more hashes than the tree has levels");
      }
      if ((fn & 1) == 1 || fn == sn) {
        fr = hasher.node(c, fr);
        sr = hasher.node(c, sr);
        while ((fn & 1) == 0 && fn != 0) {
          fn >>>= 1;
          sn >>>= 1;
        }
      } else {
        sr = hasher.node(sr, c);
      }
      fn >>>= 1;
      sn >>>= 1;
    }
    if (sn != 0 || !older.hasRoot(fr) || !newer.hasRoot(sr)) {
      throw wrong("the proof does not lead to both roots");
    }
  }

  private static Refused wrong(String detail) {
    return new Refused(Failure.PROOF_WRONG, detail);
  }
}
