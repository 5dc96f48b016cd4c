package jp.meishigura.verifier.checkpoint;

import jp.meishigura.verifier.Failure;
import jp.meishigura.verifier.Refused;
import jp.meishigura.verifier.merkle.ConsistencyVerifier;
import jp.meishigura.verifier.merkle.TreeHead;

/** Whether a log has only grown from one checkpoint to another, offline. */
public final class GrowthVerifier {
  private final CheckpointVerifier checkpoints;
  private final ConsistencyVerifier proofs = new ConsistencyVerifier();

  /** A verifier that trusts whom the other one trusts. */
  public GrowthVerifier(CheckpointVerifier checkpoints) {
    this.checkpoints = checkpoints;
  }

  /**
   * Checks both checkpoints and the proof between them.
   *
   * @param older a checkpoint that was kept
   * @return the newer checkpoint
   * @throws Refused as {@link CheckpointVerifier#verify} and {@link ConsistencyVerifier#verify} do
   */
  public VerifiedCheckpoint verify(byte[] older, ConsistencyProof proof) throws Refused {
    Checkpoint before = checkpoints.verify(older).checkpoint();
    VerifiedCheckpoint now = checkpoints.verify(proof.checkpoint());
    TreeHead newer = now.checkpoint().head();
    if (!before.origin().equals(now.checkpoint().origin())) {
      throw new Refused(Failure.WRONG_ORIGIN, "the two checkpoints are of two logs");
    }
    if (before.head().size() != proof.oldSize()) {
      throw new Refused(
          Failure.PROOF_WRONG,
          "a proof from " + proof.oldSize() + ", not from " + before.head().size() + " entries");
    }
    proofs.verify(before.head(), newer, proof.hashes());
    return now;
  }
}
