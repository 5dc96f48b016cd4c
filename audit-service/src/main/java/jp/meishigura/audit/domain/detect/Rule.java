package jp.meishigura.audit.domain.detect;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import jp.meishigura.audit.domain.finding.Level;
import jp.meishigura.audit.domain.log.AuditEvent;

/**
 * What is looked for in a tenant's log.
 *
 * @param name its id, in findings and in settings
 * @param groupBy what is counted apart; events without one of these are not counted
 * @param timespan how long events count
 * @param lower a finding stays open while so many are counted
 * @param quiet how long fewer must be counted before it closes
 * @param stopsKeyRelease whether its finding stops key release for the person
 */
public record Rule(
    String name,
    String title,
    Level level,
    Correlation correlation,
    List<Field> groupBy,
    Duration timespan,
    int lower,
    Duration quiet,
    boolean stopsKeyRelease) {

  /** Relays are late now and then: what counts is kept for so much longer. */
  static final Duration LATE = Duration.ofHours(1);

  public Rule {
    groupBy = List.copyOf(groupBy);
  }

  /** How much of the log before the newest entry decides what is found next. */
  public Duration lookback() {
    Duration memory = correlation.memory();
    // What is usual is kept by the hour.
    return timespan.plus(memory).plus(memory.isZero() ? LATE : LATE.multipliedBy(3));
  }

  /** The values that an event is counted under; empty where it has not all of them. */
  Optional<List<String>> group(AuditEvent event) {
    List<String> values = new ArrayList<>();
    for (Field field : groupBy) {
      List<String> found = field.of(event);
      if (found.isEmpty()) {
        return Optional.empty();
      }
      values.add(found.getFirst());
    }
    return Optional.of(values);
  }

  boolean groupsBy(String field) {
    return groupBy.stream().anyMatch(one -> one.name().equals(field));
  }
}
