package jp.meishigura.verifier.checkpoint;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.List;
import jp.meishigura.verifier.Failure;
import jp.meishigura.verifier.Refused;
import jp.meishigura.verifier.merkle.Hash;
import jp.meishigura.verifier.note.SignedNote;
import jp.meishigura.verifier.text.StrictDecimal;
import jp.meishigura.verifier.text.StrictText;

/**
 * A consistency proof as logs send it to witnesses: the body of C2SP tlog-witness's {@code
 * add-checkpoint}. There is no other published format for one, and this one says all.
 *
 * @param oldSize of the checkpoint that was known before
 * @param hashes at most 63
 * @param checkpoint the new one, a signed note of which nothing is believed yet
 */
public record ConsistencyProof(long oldSize, List<Hash> hashes, byte[] checkpoint) {
  /** Longer ones are refused. */
  public static final int LIMIT = SignedNote.LIMIT + ProofLines.LIMIT;

  private static final String OLD = "old ";

  /** A proof that cannot be changed. */
  public ConsistencyProof {
    hashes = List.copyOf(hashes);
    checkpoint = checkpoint.clone();
  }

  @Override
  public byte[] checkpoint() {
    return checkpoint.clone();
  }

  /**
   * Reads one; the checkpoint in it is taken as it is.
   *
   * @throws Refused as {@link Failure#MALFORMED}
   */
  public static ConsistencyProof parse(byte[] bytes) throws Refused {
    String whole = StrictText.decode(bytes, LIMIT, "a consistency proof");
    ProofLines lines = ProofLines.before(whole);
    if (!lines.first().startsWith(OLD)) {
      throw new Refused(Failure.MALFORMED, "a consistency proof begins with: old, space, size");
    }
    long size = StrictDecimal.parse(lines.first().substring(OLD.length()), "the old size");
    return new ConsistencyProof(
        size, ProofLines.hashes(lines.rest()), lines.checkpoint().getBytes(UTF_8));
  }
}
