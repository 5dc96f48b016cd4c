package jp.meishigura.verifier.evidence;

import java.util.Arrays;
import jp.meishigura.verifier.Failure;
import jp.meishigura.verifier.Refused;
import jp.meishigura.verifier.checkpoint.CheckpointVerifier;
import jp.meishigura.verifier.checkpoint.VerifiedCheckpoint;
import jp.meishigura.verifier.merkle.InclusionVerifier;
import jp.meishigura.verifier.merkle.TreeHasher;

/** Whether an event, or an entry, is in a log, offline. */
public final class EvidenceVerifier {
  private final CheckpointVerifier checkpoints;
  private final InclusionVerifier inclusions = new InclusionVerifier();

  /** A verifier that trusts whom the other one trusts. */
  public EvidenceVerifier(CheckpointVerifier checkpoints) {
    this.checkpoints = checkpoints;
  }

  /**
   * Checks that the log holds exactly this event: event and opening make the entry, the entry's
   * leaf is in the tree, and the tree's checkpoint is signed.
   *
   * @param event its exact bytes
   * @throws Refused as {@link CheckpointVerifier#verify} does, {@link Failure#MALFORMED} when the
   *     proof brings no opening, {@link Failure#EVIDENCE_OF_ANOTHER_EVENT} when event, opening and
   *     proof do not belong together. Which of the three was changed cannot be seen: the leaf
   *     stands in none of them
   */
  public VerifiedCheckpoint verifyEvent(TlogProof proof, byte[] event) throws Refused {
    byte[] entry = opening(proof).commit(event);
    try {
      return verifyEntry(proof, entry);
    } catch (Refused e) {
      if (e.failure() == Failure.PROOF_WRONG) {
        throw new Refused(
            Failure.EVIDENCE_OF_ANOTHER_EVENT,
            "event, opening and proof do not belong together: " + e.detail());
      }
      throw e;
    }
  }

  /**
   * Checks that the log holds this entry at the proof's index.
   *
   * @throws Refused as {@link CheckpointVerifier#verify} does, or as {@link Failure#PROOF_WRONG}
   */
  public VerifiedCheckpoint verifyEntry(TlogProof proof, byte[] entry) throws Refused {
    VerifiedCheckpoint verified = checkpoints.verify(proof.checkpoint());
    inclusions.verify(
        new TreeHasher().leaf(entry), proof.index(), verified.checkpoint().head(), proof.hashes());
    return verified;
  }

  /**
   * Checks that this entry is the commitment to this event, without any log: for an entry that was
   * read from a mirror.
   *
   * @throws Refused as {@link Failure#EVIDENCE_OF_ANOTHER_EVENT}, or {@link Failure#MALFORMED} when
   *     the proof brings no opening
   */
  public void verifyCommitment(TlogProof proof, byte[] event, byte[] entry) throws Refused {
    if (!Arrays.equals(opening(proof).commit(event), entry)) {
      throw new Refused(
          Failure.EVIDENCE_OF_ANOTHER_EVENT, "event and opening do not make the given entry");
    }
  }

  private static Opening opening(TlogProof proof) throws Refused {
    return Opening.of(
        proof
            .extra()
            .orElseThrow(
                () -> new Refused(Failure.MALFORMED, "the proof brings no opening (extra line)")));
  }
}
