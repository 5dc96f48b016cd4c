package jp.meishigura.verifier.merkle;

import java.util.List;
import jp.meishigura.verifier.Failure;
import jp.meishigura.verifier.Refused;

/** Inclusion proofs, step by step as RFC 9162 section 2.1.3.2 says. */
public final class InclusionVerifier {

  /**
   * Returns if the leaf is at that index of the tree.
   *
   * @param index counted from 0
   * @param proof the hashes from the leaf's sibling to the root's child
   * @throws Refused as {@link Failure#PROOF_WRONG}
   */
  public void verify(Hash leaf, long index, TreeHead head, List<Hash> proof) throws Refused {
    if (index < 0 || index >= head.size()) {
      throw wrong("there is no leaf " + index + " in a tree of " + head.size());
    }
    TreeHasher hasher = new TreeHasher();
    long fn = index;
    long sn = head.size() - 1;
    Hash r = leaf;
    for (Hash p : proof) {
      if (sn == 0) {
        throw wrong("the proof has more hashes than the tree has levels");
      }
      if ((fn & 1) == 1 || fn == sn) {
        r = hasher.node(p, r);
        while ((fn & 1) == 0 && fn != 0) {
          fn >>>= 1;
          sn >>>= 1;
        }
      } else {
        r = hasher.node(r, p);
      }
      fn >>>= 1;
      sn >>>= 1;
    }
    if (sn != 0) {
      throw wrong("the proof has fewer hashes than the tree has levels");
    }
    if (!head.hasRoot(r)) {
      throw wrong("the proof does not lead from this leaf to the root");
    }
  }

  private static Refused wrong(String detail) {
    return new Refused(Failure.PROOF_WRONG, detail);
  }
}
