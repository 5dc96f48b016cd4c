package jp.meishigura.contacts.search;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import jp.meishigura.contacts.domain.search.CardSearch;
import jp.meishigura.contacts.domain.search.Openings;
import jp.meishigura.contacts.domain.search.SearchEntry;
import jp.meishigura.contacts.domain.search.SearchPage;
import jp.meishigura.contacts.domain.search.SearchQuestion;
import jp.meishigura.contacts.domain.search.SearchSource;
import org.jspecify.annotations.Nullable;

/**
 * Indexes by tenant, built when first asked and dropped when others need the room. Names are in the
 * clear here, so they stay in memory no longer than they are used.
 */
public final class LuceneCardSearch implements CardSearch, AutoCloseable {
  private final SearchSource source;
  private final int maxTenants;

  /** In the order of their last use. */
  private final Map<UUID, LoadedIndex> indexes = new LinkedHashMap<>(16, 0.75f, true);

  /**
   * @param maxTenants how many tenants' indexes are in memory at once, at least 1
   */
  public LuceneCardSearch(SearchSource source, int maxTenants) {
    this.source = source;
    this.maxTenants = maxTenants;
  }

  @Override
  public SearchPage find(UUID tenant, SearchQuestion question) {
    while (true) {
      LoadedIndex index = index(tenant);
      try {
        Optional<SearchPage> page = index.find(question, source);
        if (page.isPresent()) {
          return page.get();
        }
      } catch (RuntimeException failed) {
        if (!index.isLoaded()) {
          // Half an index would hide cards for good; the next question builds it again.
          drop(tenant, index);
        }
        throw failed;
      }
    }
  }

  @Override
  public void put(UUID tenant, SearchEntry entry) {
    write(tenant, index -> index.put(entry));
  }

  @Override
  public void open(UUID tenant, UUID card, Openings openings) {
    write(tenant, index -> index.open(card, openings));
  }

  @Override
  public void remove(UUID tenant, UUID card) {
    write(tenant, index -> index.remove(card));
  }

  @Override
  public void evict(UUID tenant) {
    @Nullable LoadedIndex index;
    synchronized (indexes) {
      index = indexes.remove(tenant);
    }
    if (index != null) {
      index.close();
    }
  }

  /** Drops the indexes that nobody has asked since then. */
  public void evictIdleSince(Instant moment) {
    List<UUID> idle = new ArrayList<>();
    synchronized (indexes) {
      indexes.forEach(
          (tenant, index) -> {
            if (index.idleSince(moment)) {
              idle.add(tenant);
            }
          });
    }
    idle.forEach(this::evict);
  }

  @Override
  public void close() {
    List<UUID> all;
    synchronized (indexes) {
      all = List.copyOf(indexes.keySet());
    }
    all.forEach(this::evict);
  }

  private void write(UUID tenant, Consumer<TenantIndex> change) {
    @Nullable LoadedIndex index;
    synchronized (indexes) {
      index = indexes.get(tenant);
    }
    if (index != null) {
      index.write(change);
    }
  }

  private LoadedIndex index(UUID tenant) {
    LoadedIndex index;
    @Nullable LoadedIndex eldest = null;
    synchronized (indexes) {
      index = indexes.computeIfAbsent(tenant, LoadedIndex::new);
      if (indexes.size() > maxTenants) {
        eldest = indexes.remove(indexes.keySet().iterator().next());
      }
    }
    if (eldest != null) {
      eldest.close();
    }
    return index;
  }

  private void drop(UUID tenant, LoadedIndex failed) {
    synchronized (indexes) {
      indexes.remove(tenant, failed);
    }
    failed.close();
  }
}
