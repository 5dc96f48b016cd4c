package jp.meishigura.verifier.log;

import java.util.Optional;
import jp.meishigura.verifier.Failure;
import jp.meishigura.verifier.Refused;
import jp.meishigura.verifier.checkpoint.Checkpoint;
import jp.meishigura.verifier.checkpoint.CheckpointVerifier;
import jp.meishigura.verifier.checkpoint.VerifiedCheckpoint;
import jp.meishigura.verifier.tile.LogSource;
import jp.meishigura.verifier.tile.TileReader;

/** Whether a log is what its checkpoint says, and has only grown since an earlier one. */
public final class LogVerifier {
  private final CheckpointVerifier checkpoints;

  /** A verifier that trusts whom the other one trusts. */
  public LogVerifier(CheckpointVerifier checkpoints) {
    this.checkpoints = checkpoints;
  }

  /**
   * Reads the checkpoint, then every entry and every tile that the log serves, and computes all
   * hashes anew. Memory does not grow with the log.
   *
   * @param kept the bytes of a checkpoint of this log from before
   * @throws Refused as {@link CheckpointVerifier#verify} does; {@link Failure#ENTRY_ALTERED},
   *     {@link Failure#TILE_ALTERED}, {@link Failure#ROOT_WRONG}; {@link Failure#LOG_TRUNCATED},
   *     {@link Failure#LOG_FORKED}; {@link Failure#PRUNED} when the kept checkpoint lies before all
   *     that is served; {@link Failure#UNREACHABLE} and {@link Failure#NOT_FOUND}
   */
  public LogReport verify(LogSource source, Optional<byte[]> kept, Extent extent) throws Refused {
    // First of all the kept one: it is the auditor's own, and nothing is to be fetched in vain.
    Optional<Checkpoint> before = Optional.empty();
    if (kept.isPresent()) {
      before = Optional.of(checkpoints.verify(kept.get()).checkpoint());
    }
    TileReader reader = new TileReader(source);
    VerifiedCheckpoint now = checkpoints.verify(reader.checkpoint());
    if (before.isPresent()) {
      compare(before.get(), now.checkpoint());
    }
    return new LogReading(reader, source.parallelReads(), now, before.map(Checkpoint::head), extent)
        .run();
  }

  private static void compare(Checkpoint before, Checkpoint now) throws Refused {
    if (!before.origin().equals(now.origin())) {
      throw new Refused(Failure.WRONG_ORIGIN, "the kept checkpoint is of " + before.origin());
    }
    if (now.head().size() < before.head().size()) {
      throw new Refused(
          Failure.LOG_TRUNCATED,
          "the log had " + before.head().size() + " entries and has " + now.head().size());
    }
    if (now.head().size() == before.head().size() && !now.head().equals(before.head())) {
      throw new Refused(Failure.LOG_FORKED, "two roots for " + now.head().size() + " entries");
    }
  }
}
