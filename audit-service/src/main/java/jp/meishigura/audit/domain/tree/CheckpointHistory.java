package jp.meishigura.audit.domain.tree;

import java.time.Instant;
import java.util.Optional;

/**
 * The checkpoints that were signed, with the cosignatures that there are, and which of them
 * everybody is shown. All calls happen in a transaction.
 */
public interface CheckpointHistory {

  /** The newest that is shown. It never becomes an older one. */
  Optional<Published> served();

  /** Shows a checkpoint that was signed, from the end of the transaction on. */
  void serve(long size);

  /**
   * Under which an entry is proved best: of the last ones that are shown or older and cover it, the
   * newest of those that most witnesses have cosigned; without any, the one that is shown.
   */
  Optional<Published> bestFor(long leafIndex);

  /** Whether a checkpoint was signed for one of these sizes. */
  boolean signedBetween(long from, long below);

  /** The size of the newest checkpoint that was signed before that time, 0 without any. */
  long sizeBefore(Instant time);
}
