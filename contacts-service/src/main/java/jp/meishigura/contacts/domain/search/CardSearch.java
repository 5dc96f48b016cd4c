package jp.meishigura.contacts.domain.search;

import java.util.UUID;

/**
 * Finds open cards by part of a name, in 五十音 order. A search sees whatever was put before it began.
 * It narrows; it does not permit: the caller still asks the gate about each card found.
 *
 * <p>Writers call {@link #put} and {@link #open} <em>after</em> their commit. Both are cheap when
 * the tenant's index is not in memory: nothing happens, for it will be built from the rows.
 */
public interface CardSearch {

  /**
   * One page of cards open for the question's purpose.
   *
   * @throws PageGone when the card to continue after has been removed
   */
  SearchPage find(UUID tenant, SearchQuestion question);

  /** Adds a card or replaces an older revision of it. */
  void put(UUID tenant, SearchEntry entry);

  /**
   * Replaces the purposes a card is open for; older openings than the known ones change nothing.
   */
  void open(UUID tenant, UUID card, Openings openings);

  /** Removes a card for good: a late {@link #put} of it changes nothing. */
  void remove(UUID tenant, UUID card);

  /** Drops the tenant's index from memory. */
  void evict(UUID tenant);
}
