package jp.meishigura.audit.domain.stop;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** The stops of the current transaction's tenant, one for each person. */
public interface StopBook {

  /** The person's last stop. Nobody else changes it before this transaction has ended. */
  Optional<ReleaseStop> hold(UUID person);

  /** Writes it in the place of the person's last one. */
  void keep(ReleaseStop stop);

  /**
   * Remembers that there is a finding about this person.
   *
   * @return whether it was not known
   */
  boolean note(UUID person, Cause.Finding finding, Instant at);

  /**
   * Stops, the last change first.
   *
   * @param lifted whether those that are not in force any more are wanted, too
   */
  List<ReleaseStop> list(boolean lifted, int limit);
}
