package jp.meishigura.audit.domain.tree;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import jp.meishigura.verifier.Refused;
import jp.meishigura.verifier.merkle.ConsistencyVerifier;
import jp.meishigura.verifier.merkle.Hash;
import jp.meishigura.verifier.merkle.InclusionVerifier;
import jp.meishigura.verifier.merkle.TreeHead;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

/** The tree against RFC 6962's own definition, written down naively, and against the verifier. */
class LogTreeTest {

  private static final int MOST = 70_000;

  private final Map<TileName, byte[]> kept = new HashMap<>();
  private final Tiles tiles = name -> Optional.ofNullable(kept.get(name));
  private long size;

  private static byte[] entry(long number) {
    return ByteBuffer.allocate(Commitment.ENTRY_BYTES).putLong(number).array();
  }

  private void add(int number) {
    List<byte[]> entries = new ArrayList<>();
    for (int i = 0; i < number; i++) {
      entries.add(entry(size + i));
    }
    Growth.of(tiles, size, entries).forEach(tile -> kept.put(tile.name(), tile.bytes()));
    size += number;
  }

  /** RFC 6962 section 2.1, word by word. */
  private static byte[] naive(long from, long to) {
    if (to - from == 1) {
      return sha256(new byte[] {0}, entry(from));
    }
    long k = 1;
    while (k * 2 < to - from) {
      k *= 2;
    }
    return sha256(new byte[] {1}, naive(from, from + k), naive(from + k, to));
  }

  private static byte[] sha256(byte[]... parts) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      for (byte[] part : parts) {
        digest.update(part);
      }
      return digest.digest();
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  private TreeHead head(long number) throws Refused {
    return new TreeHead(number, Hash.of(new LogTree(tiles).root(number)));
  }

  private static List<Hash> hashes(List<byte[]> proof) throws Refused {
    List<Hash> hashes = new ArrayList<>();
    for (byte[] one : proof) {
      hashes.add(Hash.of(one));
    }
    return hashes;
  }

  @Property(tries = 60)
  void whatever_the_steps_every_earlier_root_is_that_of_the_rfc(
      @ForAll @Size(min = 1, max = 6) List<@IntRange(min = 1, max = 700) Integer> steps) {
    List<Long> sizes = new ArrayList<>();
    for (int step : steps) {
      add(step);
      sizes.add(size);
    }
    for (long one : sizes) {
      assertThat(new LogTree(tiles).root(one)).isEqualTo(naive(0, one));
    }
    assertThat(new LogTree(tiles).root(size / 2 + 1)).isEqualTo(naive(0, size / 2 + 1));
    assertThat(new LogTree(tiles).root(0)).isEqualTo(sha256());
  }

  @Property(tries = 200)
  void an_entry_of_a_large_log_is_proved_to_the_verifier(
      @ForAll @LongRange(min = 0, max = MOST - 1) long index,
      @ForAll @LongRange(min = 1, max = MOST) long within)
      throws Refused {
    large();
    long number = Math.max(within, index + 1);
    new InclusionVerifier()
        .verify(
            Hash.of(TreeHash.ofLeaf(entry(index))),
            index,
            head(number),
            hashes(new LogTree(tiles).inclusion(index, number)));
  }

  @Property(tries = 200)
  void that_a_large_log_has_only_grown_is_proved_to_the_verifier(
      @ForAll @LongRange(min = 1, max = MOST) long one,
      @ForAll @LongRange(min = 1, max = MOST) long other)
      throws Refused {
    large();
    long older = Math.min(one, other);
    long newer = Math.max(one, other);
    new ConsistencyVerifier()
        .verify(head(older), head(newer), hashes(new LogTree(tiles).consistency(older, newer)));
  }

  private void large() {
    if (size < MOST) {
      add(MOST);
    }
  }

  @Test
  void tiles_grow_at_their_end_and_hold_what_the_size_says() {
    add(255);
    byte[] before = kept.get(new TileName(0, 0));
    add(2);
    assertThat(kept.get(new TileName(0, 0))).startsWith(before).hasSize(256 * TreeHash.BYTES);
    assertThat(kept.get(new TileName(0, 1))).hasSize(TreeHash.BYTES);
    assertThat(kept.get(new TileName(1, 0))).isEqualTo(naive(0, 256));
    assertThat(kept.get(new TileName(TileName.ENTRIES, 0))).hasSize(256 * 35);
    assertThat(kept.get(new TileName(TileName.ENTRIES, 1))).hasSize(35).startsWith(0, 33);
    assertThat(kept).hasSize(5);
  }

  @Test
  void what_is_not_in_the_tree_is_not_proved() {
    add(10);
    LogTree tree = new LogTree(tiles);
    assertThatThrownBy(() -> tree.inclusion(10, 10)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> tree.inclusion(-1, 10)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> tree.consistency(0, 10)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> tree.consistency(10, 9)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> tree.root(11)).isInstanceOf(MissingTile.class);
  }
}
