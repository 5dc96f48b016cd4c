package jp.meishigura.contacts.keys;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import jp.meishigura.platform.service.Monotonic;

/**
 * Tenants' keys for blind indexes that were released a short while ago. Bounded by age since
 * release, by uses, and by the number of tenants: the one that was not used for longest goes first.
 */
@ApplicationScoped
public class IndexKeyCache {

  private final KeysConfig config;
  private final Monotonic clock;
  private final Counter hits;
  private final Counter misses;
  private final LinkedHashMap<UUID, TenantIndexKeys> tenants = new LinkedHashMap<>(16, 0.75f, true);

  public IndexKeyCache(KeysConfig config, Monotonic clock, MeterRegistry meters) {
    this.config = config;
    this.clock = clock;
    this.hits = meters.counter("meishigura.keys.index-cache", "result", "hit");
    this.misses = meters.counter("meishigura.keys.index-cache", "result", "miss");
  }

  /** A tenant's keys, if they are here and neither too old nor used up. */
  synchronized Optional<TenantIndexKeys> of(UUID tenant) {
    TenantIndexKeys known = tenants.get(tenant);
    if (known == null || known.closeIfOld(clock.instant())) {
      misses.increment();
      return Optional.empty();
    }
    hits.increment();
    return Optional.of(known);
  }

  /** Keeps keys, which are zeroed when they leave. */
  synchronized TenantIndexKeys keep(UUID tenant, List<IndexKey> keys) {
    TenantIndexKeys fresh =
        new TenantIndexKeys(keys, clock.instant().plus(config.maxAge()), config.indexUses());
    TenantIndexKeys before = tenants.put(tenant, fresh);
    if (before != null) {
      before.close();
    }
    Iterator<TenantIndexKeys> unused = tenants.values().iterator();
    while (tenants.size() > config.indexTenants()) {
      unused.next().close();
      unused.remove();
    }
    return fresh;
  }

  /** Zeroes a tenant's keys. */
  synchronized void forget(UUID tenant) {
    TenantIndexKeys known = tenants.remove(tenant);
    if (known != null) {
      known.close();
    }
  }

  synchronized void dropOld(Instant now) {
    tenants.values().removeIf(keys -> keys.closeIfOld(now));
  }

  synchronized int count() {
    return tenants.size();
  }
}
