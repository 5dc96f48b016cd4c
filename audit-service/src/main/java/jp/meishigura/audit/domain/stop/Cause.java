package jp.meishigura.audit.domain.stop;

import java.util.UUID;

/** Why somebody was stopped. */
public sealed interface Cause {

  /**
   * Something that was noticed in the log.
   *
   * @param rule by which it was noticed
   */
  record Finding(UUID id, String rule) implements Cause {}

  /**
   * Somebody decided it.
   *
   * @param officer pseudonymous id of the privacy officer
   * @param reason a word that the log shows
   */
  record ByHand(String officer, String reason) implements Cause {}
}
