package jp.meishigura.audit.domain.finding;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A finding, and what became of it.
 *
 * @param acknowledged null while nobody has
 */
public record KeptFinding(Finding finding, State state, @Nullable Acknowledgement acknowledged) {

  /** The names are those of the API. */
  public enum State {
    open,
    acknowledged,
    /** So little was counted for so long that it is over, whoever has seen it. */
    closed
  }

  /** Why a finding needs nothing more, or what is done about it. */
  public enum Reason {
    expected_work,
    false_alarm,
    incident,
    other;

    /** As in the API and on record. */
    public String slug() {
      return name().replace('_', '-');
    }

    /**
     * @throws IllegalArgumentException when there is no such reason
     */
    public static Reason named(String slug) {
      for (Reason one : values()) {
        if (one.slug().equals(slug)) {
          return one;
        }
      }
      throw new IllegalArgumentException("no such reason");
    }
  }

  /**
   * @param by pseudonymous id of the privacy officer
   */
  public record Acknowledgement(String by, Instant at, String reason) {}
}
