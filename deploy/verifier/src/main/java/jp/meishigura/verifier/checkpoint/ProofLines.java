package jp.meishigura.verifier.checkpoint;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import jp.meishigura.verifier.Failure;
import jp.meishigura.verifier.Refused;
import jp.meishigura.verifier.merkle.Hash;

/**
 * What stands before a checkpoint in C2SP tlog-proof and in tlog-witness's request: lines, then an
 * empty one, then the checkpoint as it is.
 *
 * @param lines none of them empty
 */
public record ProofLines(List<String> lines, String checkpoint) {
  /** More bytes than these lines can sensibly have, without the checkpoint. */
  public static final int LIMIT = 16 * 1024;

  private static final int MOST_HASHES = 63;

  /** Lines that cannot be changed. */
  public ProofLines {
    lines = List.copyOf(lines);
  }

  /**
   * Splits at the first empty line.
   *
   * @throws Refused as {@link Failure#MALFORMED}
   */
  public static ProofLines before(String whole) throws Refused {
    int split = whole.indexOf("\n\n");
    if (split <= 0) {
      throw new Refused(Failure.MALFORMED, "an empty line stands between proof and checkpoint");
    }
    return new ProofLines(
        Arrays.asList(whole.substring(0, split).split("\n", -1)), whole.substring(split + 2));
  }

  /** The first line. */
  public String first() {
    return lines.getFirst();
  }

  /** All lines but the first. */
  public List<String> rest() {
    return lines.subList(1, lines.size());
  }

  /**
   * Reads lines as the hashes of a proof.
   *
   * @throws Refused as {@link Failure#MALFORMED}, also when there are more than 63
   */
  public static List<Hash> hashes(List<String> lines) throws Refused {
    if (lines.size() > MOST_HASHES) {
      throw new Refused(Failure.MALFORMED, "a proof has at most " + MOST_HASHES + " hashes");
    }
    List<Hash> hashes = new ArrayList<>();
    for (String line : lines) {
      hashes.add(Hash.ofBase64(line));
    }
    return hashes;
  }
}
