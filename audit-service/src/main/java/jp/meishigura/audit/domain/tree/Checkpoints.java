package jp.meishigura.audit.domain.tree;

import java.util.List;
import java.util.Optional;

/** The checkpoints that were signed. All calls happen in a transaction. */
public interface Checkpoints {

  /** Whether this transaction is the one that may sign, of all instances'. */
  boolean becomeTheSigner();

  /**
   * How long the log is.
   *
   * @param size in entries
   * @param news the same with the last entry that is worth a checkpoint: that one was signed is an
   *     entry too
   */
  record Head(long size, long news) {}

  Head head();

  Optional<Published> newest();

  void add(Checkpoint checkpoint, CheckpointSigner.Signed signed);

  /** The keys that have signed, the newest first. */
  List<byte[]> publicKeys();
}
