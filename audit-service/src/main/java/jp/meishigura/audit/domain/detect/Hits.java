package jp.meishigura.audit.domain.detect;

import java.time.Duration;
import java.time.Instant;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;

/**
 * The last hits, of each value the last one. What is in here depends on nothing but the end of the
 * log, so that reading that again makes it anew: what leaves, leaves in the order in which it came.
 */
final class Hits {

  private final Duration span;
  private final Duration kept;
  private final int most;
  private final LinkedHashMap<String, Hit> hits = new LinkedHashMap<>();

  /**
   * @param span how long a hit counts
   * @param kept how long it is kept for those that come late
   * @param most how many are kept
   */
  Hits(Duration span, Duration kept, int most) {
    this.span = span;
    this.kept = kept;
    this.most = most;
  }

  /**
   * @param value what counts once
   */
  void add(String value, Hit hit) {
    hits.remove(value);
    hits.put(value, hit);
    if (hits.size() > most) {
      var _ = hits.pollFirstEntry();
    }
    forget(hit.arrived());
  }

  void forget(Instant now) {
    Instant since = now.minus(kept);
    Iterator<Hit> oldest = hits.values().iterator();
    while (oldest.hasNext() && oldest.next().arrived().isBefore(since)) {
      oldest.remove();
    }
  }

  boolean isEmpty() {
    return hits.isEmpty();
  }

  /** Those that count at this time, ordered by theirs. */
  List<Hit> until(Instant time) {
    Instant since = time.minus(span);
    return hits.values().stream()
        .filter(hit -> counts(hit, since, time))
        .sorted(Hit.BY_TIME)
        .toList();
  }

  /** How many they are. */
  int count(Instant time) {
    Instant since = time.minus(span);
    int count = 0;
    for (Hit hit : hits.values()) {
      count += counts(hit, since, time) ? 1 : 0;
    }
    return count;
  }

  private static boolean counts(Hit hit, Instant since, Instant time) {
    return hit.time().isAfter(since) && !hit.time().isAfter(time);
  }
}
