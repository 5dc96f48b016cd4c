package jp.meishigura.audit.domain.log;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How many entries there are, exactly.
 *
 * @param total of all values
 * @param values how many different values there are
 * @param most the most frequent values, that one first
 */
public record Counts(long total, long values, List<Count> most) {

  /** What entries are counted by. The names are those of the query's parameter. */
  public enum By {
    action,
    decision,
    actor,
    purpose
  }

  /**
   * @param value null for entries that have none
   */
  public record Count(@Nullable String value, long entries) {}

  public Counts {
    most = List.copyOf(most);
  }
}
