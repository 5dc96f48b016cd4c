package jp.meishigura.audit.domain.detect;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import jp.meishigura.audit.domain.detect.Correlation.Newness;
import org.jspecify.annotations.Nullable;

/** Which values a group has been seen with, such as networks; of each, a hit for each hour. */
final class Places {

  private static final int HOURS = 24 * 8;

  private final Duration span;
  private final Duration kept;
  private final Newness newness;
  private final Map<String, Hits> seen = new HashMap<>();

  Places(Duration span, Duration kept, Newness newness) {
    this.span = span;
    this.kept = kept;
    this.newness = newness;
  }

  /**
   * Notes where the group was seen.
   *
   * @return whether it is new there, and was seen elsewhere before: on somebody's first day
   *     everything is new
   */
  boolean isNew(String value, Hit hit) {
    Instant before = hit.time().minus(span);
    boolean knownHere = false;
    boolean knownElsewhere = false;
    seen.values().removeIf(hits -> forgotten(hits, hit.arrived()));
    for (Map.Entry<String, Hits> one : seen.entrySet()) {
      boolean known = one.getValue().count(before) > 0;
      knownHere |= known && one.getKey().equals(value);
      knownElsewhere |= known && !one.getKey().equals(value);
    }
    @Nullable Hits here = seen.get(value);
    if (here == null) {
      here = new Hits(newness.over(), kept, HOURS);
      seen.put(value, here);
    }
    here.add(Long.toString(hit.time().getEpochSecond() / 3_600), hit);
    return !knownHere && knownElsewhere;
  }

  boolean isEmpty(Instant now) {
    seen.values().removeIf(hits -> forgotten(hits, now));
    return seen.isEmpty();
  }

  private static boolean forgotten(Hits hits, Instant now) {
    hits.forget(now);
    return hits.isEmpty();
  }
}
