package jp.meishigura.audit.domain.detect;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import jp.meishigura.audit.domain.detect.Correlation.Habit;

/** How much a group usually does: a number for each hour. */
final class Habits {

  private static final long HOUR = Duration.ofHours(1).toSeconds();
  private static final long DAY = Duration.ofDays(1).toHours();

  private final long kept;
  private final NavigableMap<Long, Integer> hours = new TreeMap<>();

  Habits(Duration kept) {
    this.kept = kept.toHours();
  }

  void add(Hit hit) {
    hours.merge(hour(hit.time()), 1, Integer::sum);
    hours.headMap(hour(hit.arrived()) - kept - 1).clear();
  }

  boolean isEmpty(Instant now) {
    hours.headMap(hour(now) - kept - 1).clear();
    return hours.isEmpty();
  }

  /** Whether this is more than usual by a factor, and it is known what is usual. */
  boolean unusual(Instant time, Duration span, Habit habit) {
    long now = hour(time);
    long begin = now - span.toHours();
    long current = sum(hours.subMap(begin, false, now, true));
    Map<Long, Integer> before = hours.subMap(begin - habit.over().toHours(), false, begin, true);
    long days =
        before.keySet().stream().mapToLong(hour -> Math.floorDiv(hour, DAY)).distinct().count();
    return days >= habit.leastDays()
        && current * days * DAY >= habit.factor() * sum(before) * span.toHours();
  }

  private static long hour(Instant time) {
    return Math.floorDiv(time.getEpochSecond(), HOUR);
  }

  private static long sum(Map<Long, Integer> hours) {
    return hours.values().stream().mapToLong(Integer::longValue).sum();
  }
}
