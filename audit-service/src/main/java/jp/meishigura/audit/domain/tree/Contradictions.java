package jp.meishigura.audit.domain.tree;

import java.time.Instant;
import java.util.Optional;

/** That the log does not continue what was signed of it. */
public interface Contradictions {

  /**
   * @param signedSize of the checkpoint that it does not continue
   */
  record Contradiction(long signedSize, Instant noticed) {}

  /** What keeps the log from being signed just now. */
  Optional<Contradiction> now();
}
