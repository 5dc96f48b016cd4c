package jp.meishigura.audit.domain.detect;

import java.time.Instant;
import java.util.Comparator;

/**
 * An event that counts.
 *
 * @param arrived the newest time of the tenant's entries when it came
 */
record Hit(Instant time, long leaf, Instant arrived) {

  static final Comparator<Hit> BY_TIME =
      Comparator.comparing(Hit::time).thenComparingLong(Hit::leaf);
}
