package jp.meishigura.audit.domain.stop;

import java.util.UUID;

/** Stops key release for people, for findings about them. */
public interface ReleaseStops {

  /**
   * Stops key release for a person at once, in the transaction that opens the finding: with it, or
   * not at all. Whoever is stopped already stays so for the first finding's sake and this one is
   * noted; a finding that is known of this person already does nothing, so that it does not stop
   * again whom a privacy officer has let go in spite of it.
   *
   * @param tenant the current transaction's
   * @param person the subject of the person's tokens
   * @param rule the finding's rule, by its name: a word, never personal data
   * @throws IllegalStateException outside of a transaction of this tenant
   */
  void stop(UUID tenant, UUID person, UUID finding, String rule);
}
