package jp.meishigura.verifier.evidence;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.List;
import java.util.Optional;
import jp.meishigura.verifier.Failure;
import jp.meishigura.verifier.Refused;
import jp.meishigura.verifier.checkpoint.ProofLines;
import jp.meishigura.verifier.merkle.Hash;
import jp.meishigura.verifier.note.SignedNote;
import jp.meishigura.verifier.text.StrictBase64;
import jp.meishigura.verifier.text.StrictDecimal;
import jp.meishigura.verifier.text.StrictText;

/**
 * A proof that a log holds an entry (C2SP tlog-proof), of which nothing is believed yet.
 *
 * @param extra what the application added, not signed by anybody; in our evidence the opening
 * @param index of the entry, counted from 0
 * @param hashes the inclusion proof, at most 63
 * @param checkpoint a signed note
 */
public record TlogProof(Optional<byte[]> extra, long index, List<Hash> hashes, byte[] checkpoint) {
  /** Longer files are refused. */
  public static final int LIMIT = SignedNote.LIMIT + ProofLines.LIMIT;

  private static final String HEADER = "c2sp.org/tlog-proof@v1";
  private static final String EXTRA = "extra ";
  private static final String INDEX = "index ";

  /** A proof that cannot be changed. */
  public TlogProof {
    hashes = List.copyOf(hashes);
    checkpoint = checkpoint.clone();
  }

  @Override
  public byte[] checkpoint() {
    return checkpoint.clone();
  }

  /**
   * Reads a proof; the checkpoint in it is taken as it is.
   *
   * @throws Refused as {@link Failure#MALFORMED}
   */
  public static TlogProof parse(byte[] bytes) throws Refused {
    ProofLines proof = ProofLines.before(StrictText.decode(bytes, LIMIT, "a tlog-proof"));
    if (!proof.first().equals(HEADER)) {
      throw new Refused(Failure.MALFORMED, "a tlog-proof begins with " + HEADER);
    }
    List<String> lines = proof.rest();
    Optional<byte[]> extra = Optional.empty();
    if (!lines.isEmpty() && lines.getFirst().startsWith(EXTRA)) {
      extra =
          Optional.of(
              StrictBase64.decode(lines.getFirst().substring(EXTRA.length()), "the extra data"));
      lines = lines.subList(1, lines.size());
    }
    if (lines.isEmpty() || !lines.getFirst().startsWith(INDEX)) {
      throw new Refused(Failure.MALFORMED, "a tlog-proof has a line: index, space, number");
    }
    return new TlogProof(
        extra,
        StrictDecimal.parse(lines.getFirst().substring(INDEX.length()), "the index"),
        ProofLines.hashes(lines.subList(1, lines.size())),
        proof.checkpoint().getBytes(UTF_8));
  }
}
