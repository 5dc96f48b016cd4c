package jp.meishigura.verifier.checkpoint;

import java.util.List;
import jp.meishigura.verifier.note.NoteKey;

/**
 * Who watches the log, and how many of them must have cosigned a checkpoint.
 *
 * @param quorum from 0 to the number of keys
 */
public record Witnesses(List<NoteKey> keys, int quorum) {
  /** Nobody is asked. */
  public static final Witnesses NONE = new Witnesses(List.of(), 0);

  /**
   * @throws IllegalArgumentException when the quorum cannot be reached, or two keys are the same
   */
  public Witnesses {
    keys = List.copyOf(keys);
    if (quorum < 0 || quorum > keys.size()) {
      throw new IllegalArgumentException("a quorum of " + quorum + " among " + keys.size());
    }
    if (keys.stream().distinct().count() != keys.size()) {
      throw new IllegalArgumentException("a witness is given twice");
    }
  }
}
