package jp.meishigura.verifier;

/**
 * Why something is not proved. The names are stable: scripts may compare them. What each means to
 * an auditor is in docs/verifying-the-log.md.
 */
public enum Failure {
  /** An entry is not the one that the tree was made of. */
  ENTRY_ALTERED("entry-altered", 1),
  /** A published tile does not hold the hashes that lie beneath it, or has another length. */
  TILE_ALTERED("tile-altered", 1),
  /** What was read agrees with itself, but the checkpoint signs another tree. */
  ROOT_WRONG("root-wrong", 1),
  /** None of the given keys has signed. */
  CHECKPOINT_UNSIGNED("checkpoint-unsigned", 1),
  /** A signature that names a given key is not of this text. */
  SIGNATURE_WRONG("signature-wrong", 1),
  /** A checkpoint of another log. */
  WRONG_ORIGIN("wrong-origin", 1),
  /** Fewer of the given witnesses have cosigned than were asked for. */
  WITNESSES_MISSING("witnesses-missing", 1),
  /** The log is shorter than it was, or lacks what its checkpoint counts. */
  LOG_TRUNCATED("log-truncated", 1),
  /** The log's past is another than it was. */
  LOG_FORKED("log-forked", 1),
  /** An inclusion or consistency proof does not lead to the root. */
  PROOF_WRONG("proof-wrong", 1),
  /** Event, opening and proof do not belong together. */
  EVIDENCE_OF_ANOTHER_EVENT("evidence-of-another-event", 1),
  /** Not in the published format. */
  MALFORMED("malformed", 1),
  /** The network or a server did not answer as it should. */
  UNREACHABLE("unreachable", 3),
  /** A file or a checkpoint is not there. */
  NOT_FOUND("not-found", 3),
  /** The log no longer serves what this check needs (tlog-tiles, "Pruning"). */
  PRUNED("pruned", 3),
  /** The verifier itself is at fault, or has not enough memory. */
  FAULT("fault", 3);

  private final String slug;
  private final int exitStatus;

  Failure(String slug, int exitStatus) {
    this.slug = slug;
    this.exitStatus = exitStatus;
  }

  /** The name as it is printed. */
  public String slug() {
    return slug;
  }

  /** 1: what was checked is not what it should be. 3: it could not be checked. */
  public int exitStatus() {
    return exitStatus;
  }
}
