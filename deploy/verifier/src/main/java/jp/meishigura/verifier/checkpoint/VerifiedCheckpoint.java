package jp.meishigura.verifier.checkpoint;

import java.time.Instant;
import java.util.Map;

/**
 * A checkpoint that a log's key has signed.
 *
 * @param note the bytes as they were read, to be kept for the next time
 * @param cosigned when each of the given witnesses that has cosigned did so, by its name
 */
public record VerifiedCheckpoint(
    Checkpoint checkpoint, byte[] note, Map<String, Instant> cosigned) {

  /** What cannot be changed from outside. */
  public VerifiedCheckpoint {
    note = note.clone();
    cosigned = Map.copyOf(cosigned);
  }

  @Override
  public byte[] note() {
    return note.clone();
  }
}
