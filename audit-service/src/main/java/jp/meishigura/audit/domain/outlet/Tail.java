package jp.meishigura.audit.domain.outlet;

import java.time.Instant;
import java.util.List;
import java.util.UUID;

/**
 * The log of a tenant as it is followed, in leaf order. All calls happen in a transaction of that
 * tenant. Whoever appends commits before the next one begins, so that no entry ever appears below
 * one that was read.
 */
public interface Tail {

  /** At most {@code limit} entries from this leaf index on. */
  List<ChainedEntry> read(UUID tenant, long from, int limit);

  /**
   * The leaf index from which the tenant has so many entries below another one; 0 where it has
   * fewer.
   */
  long back(UUID tenant, long below, int entries);

  /** A leaf index below which every entry of the whole log happened before this time. */
  long since(Instant time);

  /** How many entries there are from this leaf index on, counted up to a bound. */
  int waiting(UUID tenant, long from, int atMost);

  /** How many entries the whole log has. */
  long size();
}
