package jp.meishigura.audit.domain.detect;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import jp.meishigura.audit.domain.finding.Finding;
import jp.meishigura.audit.domain.finding.Level;

/**
 * Something about the log itself and no tenant's entries: the operator's to look at.
 *
 * @param group what it is about; the same is found once
 * @param since when it was noticed first
 * @param events how many records are concerned
 */
public record LogFinding(
    String rule, String title, List<String> group, Instant since, long events) {

  /** For so long it counts as open after it was seen last. */
  private static final Duration SEEN = Duration.ofMinutes(10);

  /**
   * @param size of the log now
   */
  public Finding of(UUID operator, long size, Instant now) {
    return new Finding(
        FindingIds.of(operator, rule, group, 0),
        operator,
        rule,
        title,
        Level.critical,
        group,
        null,
        null,
        since,
        size,
        now.plus(SEEN),
        size,
        size,
        1,
        events,
        List.of());
  }
}
