package jp.meishigura.verifier.merkle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import jp.meishigura.verifier.Failure;
import jp.meishigura.verifier.Refused;
import jp.meishigura.verifier.testlog.NaiveTree;
import org.junit.jupiter.api.Test;

/** Every proof of small trees, each in all the ways in which it can be wrong. */
class ProofsTest {
  private static final int LARGEST = 34;

  private static List<byte[]> leaves(int size) {
    List<byte[]> leaves = new ArrayList<>();
    for (int i = 0; i < size; i++) {
      leaves.add(NaiveTree.leaf(ByteBuffer.allocate(4).putInt(i).array()));
    }
    return leaves;
  }

  private static List<Hash> hashes(List<byte[]> all) throws Refused {
    List<Hash> hashes = new ArrayList<>();
    for (byte[] one : all) {
      hashes.add(Hash.of(one));
    }
    return hashes;
  }

  private static TreeHead head(List<byte[]> leaves) {
    return new TreeHead(leaves.size(), NaiveTree.root(leaves));
  }

  private interface Check {
    void run() throws Refused;
  }

  private static Failure failure(Check check) {
    return catchThrowableOfType(Refused.class, check::run).failure();
  }

  /** The eight leaves that RFC 6962 implementations have been tested with from the beginning. */
  @Test
  void known_answers() throws Refused {
    TreeHasher hasher = new TreeHasher();
    assertThat(HexFormat.of().formatHex(hasher.empty().bytes()))
        .isEqualTo("e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
    assertThat(HexFormat.of().formatHex(hasher.leaf(new byte[0]).bytes()))
        .isEqualTo("6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d");
    HashRow row = new HashRow();
    for (String leaf :
        new String[] {
          "",
          "00",
          "10",
          "2021",
          "3031",
          "40414243",
          "5051525354555657",
          "606162636465666768696a6b6c6d6e6f"
        }) {
      row.add(hasher.leaf(HexFormat.of().parseHex(leaf)));
    }
    assertThat(HexFormat.of().formatHex(GrowingTree.rootOf(List.of(row), hasher).bytes()))
        .isEqualTo("5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328");
  }

  @Test
  void every_leaf_of_every_small_tree_is_included_and_nothing_else_is() throws Refused {
    InclusionVerifier verifier = new InclusionVerifier();
    for (int size = 1; size <= LARGEST; size++) {
      List<byte[]> leaves = leaves(size);
      TreeHead head = head(leaves);
      for (int index = 0; index < size; index++) {
        Hash leaf = Hash.of(leaves.get(index));
        List<Hash> proof = hashes(NaiveTree.path(index, leaves));
        verifier.verify(leaf, index, head, proof);
        for (int other = -1; other <= size; other++) {
          int place = other;
          if (other != index) {
            assertThat(failure(() -> verifier.verify(leaf, place, head, proof)))
                .isEqualTo(Failure.PROOF_WRONG);
          }
        }
        for (List<Hash> wrong : altered(proof)) {
          int place = index;
          assertThat(failure(() -> verifier.verify(leaf, place, head, wrong)))
              .isEqualTo(Failure.PROOF_WRONG);
        }
      }
    }
  }

  @Test
  void every_small_tree_grows_from_every_smaller_one_and_from_nothing_else() throws Refused {
    ConsistencyVerifier verifier = new ConsistencyVerifier();
    List<byte[]> all = leaves(LARGEST);
    for (int to = 1; to <= LARGEST; to++) {
      TreeHead newer = head(all.subList(0, to));
      for (int from = 1; from <= to; from++) {
        TreeHead older = head(all.subList(0, from));
        List<Hash> proof = hashes(NaiveTree.proof(from, all.subList(0, to)));
        verifier.verify(older, newer, proof);
        for (List<Hash> wrong : altered(proof)) {
          assertThat(failure(() -> verifier.verify(older, newer, wrong)))
              .isEqualTo(Failure.PROOF_WRONG);
        }
        TreeHead forged = new TreeHead(from, NaiveTree.leaf(new byte[] {9}));
        Failure expected = from == to ? Failure.LOG_FORKED : Failure.PROOF_WRONG;
        assertThat(failure(() -> verifier.verify(forged, newer, proof))).isEqualTo(expected);
      }
    }
  }

  private static List<List<Hash>> altered(List<Hash> proof) throws Refused {
    Hash stranger = new TreeHasher().leaf(new byte[] {7});
    List<List<Hash>> wrong = new ArrayList<>();
    wrong.add(with(proof, proof.size(), stranger, false));
    wrong.add(with(proof, 0, stranger, false));
    for (int i = 0; i < proof.size(); i++) {
      wrong.add(with(proof, i, stranger, true));
      List<Hash> shorter = new ArrayList<>(proof);
      shorter.remove(i);
      wrong.add(shorter);
    }
    return wrong;
  }

  private static List<Hash> with(List<Hash> proof, int place, Hash hash, boolean instead) {
    List<Hash> wrong = new ArrayList<>(proof);
    if (instead) {
      wrong.set(place, hash);
    } else {
      wrong.add(place, hash);
    }
    return wrong;
  }

  /** Two of the four policy cases, in words of our own. */
  @Test
  void nothing_is_proved_from_the_empty_tree() {
    TreeHead empty = new TreeHead(0, NaiveTree.root(List.of()));
    for (TreeHead newer : List.of(empty, head(leaves(1)), head(leaves(5)))) {
      assertThat(failure(() -> new ConsistencyVerifier().verify(empty, newer, List.of())))
          .isEqualTo(Failure.PROOF_WRONG);
    }
  }

  @Test
  void a_smaller_tree_is_a_truncated_one() {
    assertThat(
            failure(
                () ->
                    new ConsistencyVerifier().verify(head(leaves(5)), head(leaves(4)), List.of())))
        .isEqualTo(Failure.LOG_TRUNCATED);
  }

  /** Equal roots are compared, not hashed; as soon as one is hashed it must be a hash. */
  @Test
  void roots_of_another_length_are_equal_or_not_and_nothing_more() {
    ConsistencyVerifier verifier = new ConsistencyVerifier();
    TreeHead odd = new TreeHead(1, Base64.getDecoder().decode("ZG9uJ3QgY2FyZSAy"));
    assertThatCode(() -> verifier.verify(odd, odd, List.of())).doesNotThrowAnyException();
    Hash hash = new TreeHasher().leaf(new byte[0]);
    assertThat(failure(() -> verifier.verify(odd, head(leaves(2)), List.of(hash))))
        .isEqualTo(Failure.MALFORMED);
    assertThat(failure(() -> Hash.of(odd.root()))).isEqualTo(Failure.MALFORMED);
  }

  @Test
  void the_growing_edge_has_the_root_of_the_tree() throws Refused {
    List<byte[]> leaves = leaves(70_000);
    List<String> rows = new ArrayList<>();
    GrowingTree tree = new GrowingTree((level, index, row) -> rows.add(level + "/" + index));
    HashRow row = new HashRow();
    for (int i = 0; i < leaves.size(); i++) {
      row.add(Hash.of(leaves.get(i)));
      if (i % 9973 == 0) {
        assertThat(tree.rootWith(row).bytes()).isEqualTo(NaiveTree.root(leaves.subList(0, i + 1)));
      }
      if (row.isFull()) {
        tree.add(1, row.root(new TreeHasher()));
        row = new HashRow();
      }
    }
    assertThat(rows).containsExactly("1/0");
    assertThat(tree.rootWith(row).bytes()).isEqualTo(NaiveTree.root(leaves));
  }
}
