package jp.meishigura.contacts.domain.search;

import java.util.UUID;
import java.util.function.Consumer;

/** Where an index is built from: the sealed rows, opened one after the other. */
@FunctionalInterface
public interface SearchSource {
  /**
   * Hands every card of the tenant to {@code sink}, those committed before the call at the least.
   * Cards committed meanwhile may be missing: their writers put them themselves.
   */
  void readAll(UUID tenant, Consumer<SearchEntry> sink);
}
