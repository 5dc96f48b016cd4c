package jp.meishigura.verifier.checkpoint;

import java.util.Arrays;
import java.util.List;
import jp.meishigura.verifier.Failure;
import jp.meishigura.verifier.Refused;
import jp.meishigura.verifier.merkle.Hash;
import jp.meishigura.verifier.merkle.TreeHead;
import jp.meishigura.verifier.note.SignedNote;
import jp.meishigura.verifier.text.StrictBase64;
import jp.meishigura.verifier.text.StrictDecimal;

/**
 * What a checkpoint says (C2SP tlog-checkpoint v1.0.0), whoever signed it.
 *
 * @param origin the log that speaks
 * @param head how many entries it has, and their root, which is 32 bytes
 * @param extensions opaque lines after these, usually none
 */
public record Checkpoint(String origin, TreeHead head, List<String> extensions) {

  /** A checkpoint that cannot be changed. */
  public Checkpoint {
    extensions = List.copyOf(extensions);
  }

  /**
   * Reads a note's text as a checkpoint.
   *
   * @throws Refused as {@link Failure#MALFORMED}
   */
  public static Checkpoint of(SignedNote note) throws Refused {
    String text = note.text();
    String[] lines = text.substring(0, text.length() - 1).split("\n", -1);
    if (lines.length < 3 || Arrays.stream(lines).anyMatch(String::isEmpty)) {
      throw new Refused(
          Failure.MALFORMED, "a checkpoint is origin, size and root, without empty lines");
    }
    TreeHead head =
        new TreeHead(StrictDecimal.parse(lines[1], "a tree size"), Hash.ofBase64(lines[2]));
    return new Checkpoint(lines[0], head, Arrays.asList(lines).subList(3, lines.length));
  }

  /** The root in base64. */
  public String rootText() {
    return StrictBase64.encode(head.root());
  }
}
