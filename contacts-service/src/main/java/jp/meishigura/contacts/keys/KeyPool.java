package jp.meishigura.contacts.keys;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import jp.meishigura.platform.caller.Tenant;
import jp.meishigura.platform.service.Monotonic;
import jp.meishigura.platform.service.ServiceName;
import org.jboss.logging.Logger;

/**
 * Ids and keys for cards to come, made in batches ahead of need, so that a creation waits for
 * nobody. Keys that wait too long are zeroed; their ids are used again.
 */
@ApplicationScoped
public class KeyPool {

  private static final Logger LOG = Logger.getLogger(KeyPool.class);

  private final GatewayClient gateway;
  private final KeysConfig config;
  private final Monotonic clock;
  private final Forgettings forgettings;
  private final KeyUse use;
  private final Map<Tenant, TenantPool> pools = new ConcurrentHashMap<>();

  public KeyPool(
      GatewayClient gateway,
      KeysConfig config,
      Monotonic clock,
      Forgettings forgettings,
      ServiceName service) {
    this.forgettings = forgettings;
    this.gateway = gateway;
    this.config = config;
    this.clock = clock;
    this.use = new KeyUse(service.value(), null, KeyUse.Reason.CREATE);
  }

  /**
   * Keys of cards that do not exist yet. The caller uses each for one card and closes it.
   *
   * @throws KeysUnavailable when too few are ready and crypto-gateway gives none
   */
  public List<SubjectKey> take(Tenant tenant, int count) {
    TenantPool pool = pools.computeIfAbsent(tenant, unknown -> new TenantPool());
    List<SubjectKey> taken = new ArrayList<>(count);
    pool.take(count, clock.instant(), taken);
    if (taken.size() < count) {
      try {
        taken.addAll(make(tenant, pool, count - taken.size()));
      } catch (RuntimeException e) {
        giveBack(tenant, taken);
        throw e;
      }
    }
    if (pool.startsFilling(config.poolSize() / 2)) {
      // Past the caller's request, which need not wait and must not fail for it.
      var _ = Thread.ofPlatform().daemon().name("key-pool").start(() -> fill(tenant, pool));
    }
    return taken;
  }

  /**
   * Gives back keys that became no cards. Of keys whose cards may have been written, with the
   * commit's answer lost, {@link SubjectKey#close} is the end: another card under the same id would
   * be refused for ever.
   */
  public void giveBack(Tenant tenant, List<SubjectKey> unused) {
    TenantPool pool = pools.computeIfAbsent(tenant, unknown -> new TenantPool());
    unused.forEach(SubjectKey::close);
    pool.giveBack(unused.stream().map(SubjectKey::subject).toList());
  }

  private void fill(Tenant tenant, TenantPool pool) {
    try {
      List<SubjectKey> made = make(tenant, pool, config.poolSize());
      pool.add(
          made,
          clock.instant().plus(config.maxAge()),
          key -> key.asked() == forgettings.of(tenant.id()));
    } catch (RuntimeException e) {
      LOG.warnf("No keys ahead of need: %s", e.getMessage());
    } finally {
      pool.filled();
    }
  }

  private List<SubjectKey> make(Tenant tenant, TenantPool pool, int count) {
    List<SubjectKey> made = new ArrayList<>(count);
    while (made.size() < count) {
      List<UUID> subjects = pool.subjects(Math.min(config.batchSize(), count - made.size()));
      try {
        made.addAll(gateway.create(tenant, subjects, use));
      } catch (RuntimeException e) {
        // Not the ids: what crypto-gateway refuses, such as an erased one's, it refuses again.
        giveBack(tenant, made);
        throw e;
      }
    }
    return made;
  }

  /** Zeroes the keys that are held ready for a tenant. */
  void forgetTenant(UUID tenant) {
    pools.forEach(
        (owner, pool) -> {
          if (owner.id().equals(tenant)) {
            pool.dropOld(Instant.MAX);
          }
        });
  }

  void dropOld(Instant now) {
    pools.values().forEach(pool -> pool.dropOld(now));
  }
}
