package jp.meishigura.contacts.domain.imports;

import java.util.UUID;

/** How far an import has come. */
public record ImportSummary(UUID id, State state, long created, long rejected) {

  /** Where an import stands. */
  public enum State {
    /** Still reading, or cut off by the end of this service: see what it created. */
    RUNNING,
    FINISHED,
    /** Ended before the last row: keys could not be had, or the request broke off. */
    STOPPED
  }
}
