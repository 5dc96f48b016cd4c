package jp.meishigura.verifier.checkpoint;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import jp.meishigura.verifier.Failure;
import jp.meishigura.verifier.Refused;
import jp.meishigura.verifier.note.NoteKey;
import jp.meishigura.verifier.note.SignedNote;

/** Who signed a checkpoint. */
public final class CheckpointVerifier {
  private final List<NoteKey> keys;
  private final Witnesses witnesses;

  /**
   * A verifier that trusts these keys alone.
   *
   * @param keys of the log, several when they were rotated; a key's name is the log's origin
   */
  public CheckpointVerifier(List<NoteKey> keys, Witnesses witnesses) {
    this.keys = List.copyOf(keys);
    this.witnesses = witnesses;
  }

  /**
   * Checks the signature of the log, that the checkpoint is of the log whose key that is, and the
   * cosignatures.
   *
   * @throws Refused as {@link Failure#MALFORMED}, {@link Failure#WRONG_ORIGIN}, {@link
   *     Failure#SIGNATURE_WRONG}, {@link Failure#CHECKPOINT_UNSIGNED} or {@link
   *     Failure#WITNESSES_MISSING}
   */
  public VerifiedCheckpoint verify(byte[] bytes) throws Refused {
    SignedNote note = SignedNote.parse(bytes);
    Checkpoint checkpoint = Checkpoint.of(note);
    verifyLog(note, checkpoint.origin());
    Map<String, Instant> cosigned = new TreeMap<>();
    int count = 0;
    for (NoteKey witness : witnesses.keys()) {
      List<Instant> times = note.cosignedBy(witness);
      if (!times.isEmpty()) {
        count++;
        cosigned.put(witness.name(), times.getFirst());
      }
    }
    if (count < witnesses.quorum()) {
      throw new Refused(
          Failure.WITNESSES_MISSING,
          count + " of the given witnesses have cosigned, " + witnesses.quorum() + " must have");
    }
    return new VerifiedCheckpoint(checkpoint, bytes, cosigned);
  }

  private void verifyLog(SignedNote note, String origin) throws Refused {
    List<NoteKey> own = keys.stream().filter(key -> key.name().equals(origin)).toList();
    if (own.isEmpty()) {
      throw new Refused(Failure.WRONG_ORIGIN, "a checkpoint of " + origin);
    }
    boolean signed = false;
    for (NoteKey key : own) {
      // All of them: one wrong signature in the name of a known key spoils the note.
      signed |= note.isSignedBy(key);
    }
    if (!signed) {
      throw new Refused(Failure.CHECKPOINT_UNSIGNED, "no given key of " + origin + " has signed");
    }
  }
}
