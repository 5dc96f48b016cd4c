package jp.meishigura.audit.domain.detect;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.Set;

/**
 * When a tenant's people are at work.
 *
 * @param to the first moment after work
 */
public record WorkingHours(ZoneId zone, LocalTime from, LocalTime to, Set<DayOfWeek> days) {

  public WorkingHours {
    days = Set.copyOf(days);
  }

  boolean contain(Instant time) {
    ZonedDateTime there = time.atZone(zone);
    LocalTime clock = there.toLocalTime();
    return days.contains(there.getDayOfWeek()) && !clock.isBefore(from) && clock.isBefore(to);
  }
}
