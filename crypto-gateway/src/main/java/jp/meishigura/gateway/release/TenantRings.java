package jp.meishigura.gateway.release;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.scheduler.Scheduled;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import jp.meishigura.gateway.Config;
import jp.meishigura.gateway.domain.ring.Envelope;
import jp.meishigura.gateway.domain.ring.KeyVault;
import jp.meishigura.gateway.domain.ring.Ring;
import jp.meishigura.gateway.domain.ring.RingCache;
import jp.meishigura.gateway.domain.ring.SecretKind;
import jp.meishigura.gateway.domain.ring.StaleRing;
import jp.meishigura.gateway.domain.ring.StoredSecret;
import jp.meishigura.gateway.domain.ring.TenantSecret;
import jp.meishigura.gateway.store.TenantSecretTable;
import jp.meishigura.platform.audit.AuditRecord;
import jp.meishigura.platform.audit.AuditTrail;
import jp.meishigura.platform.caller.Caller;
import jp.meishigura.platform.caller.Tenant;
import jp.meishigura.platform.seal.SecretBytes;
import jp.meishigura.platform.service.Monotonic;
import jp.meishigura.platform.tx.TenantTransactions;

/**
 * Tenants' secrets, unwrapped: from memory, else from the database and Vault. Vault is never asked
 * inside of a transaction, so that a slow one holds no connection; and never for a sealed tenant.
 */
@ApplicationScoped
public class TenantRings {

  private final TenantTransactions transactions;
  private final TenantSecretTable table;
  private final SecretMaker maker;
  private final KeyGuard guard;
  private final AuditTrail trail;
  private final KeyVault vault;
  private final RingCache cache;
  private final Counter hits;
  private final Counter misses;

  public TenantRings(
      TenantTransactions transactions,
      TenantSecretTable table,
      SecretMaker maker,
      KeyGuard guard,
      AuditTrail trail,
      KeyVault vault,
      Config config,
      Monotonic clock,
      MeterRegistry meters) {
    this.transactions = transactions;
    this.table = table;
    this.maker = maker;
    this.guard = guard;
    this.trail = trail;
    this.vault = vault;
    // Two kinds of secrets per tenant.
    this.cache =
        new RingCache(
            config.keys().cacheTime(),
            2 * config.keys().cacheTenants(),
            config.keys().cacheUses(),
            clock);
    this.hits = meters.counter("meishigura.keys.cache", "result", "hit");
    this.misses = meters.counter("meishigura.keys.cache", "result", "miss");
  }

  /** The tenant's secrets; nothing when it never had any. The caller closes them. */
  public Optional<Ring> find(Tenant tenant, SecretKind kind) {
    RingCache.Name name = new RingCache.Name(tenant.id(), kind);
    Optional<Ring> known = cache.find(name);
    if (known.isPresent()) {
      hits.increment();
      return known;
    }
    misses.increment();
    long ticket = cache.ticket();
    List<StoredSecret> rows =
        transactions.call(
            tenant,
            () -> {
              guard.notSealed();
              return table.all(kind);
            });
    return rows.isEmpty() ? Optional.empty() : Optional.of(unwrap(name, rows, ticket));
  }

  /** The tenant's secrets; a first one is made when it never had any. The caller closes them. */
  Ring findOrMake(Caller caller, SecretKind kind) {
    return find(caller.tenant(), kind).orElseGet(() -> made(caller, kind));
  }

  /**
   * Compares with the rows, in the current transaction: what is sealed or indexed under a version
   * that was just replaced would be behind at once.
   *
   * @throws StaleRing when another instance has added or removed a version since
   */
  void requireCurrent(Ring ring, SecretKind kind) {
    if (!ring.ids().equals(table.ids(kind))) {
      throw new StaleRing();
    }
  }

  /** Reads and unwraps again at the next use. */
  public void forget(Tenant tenant, SecretKind kind) {
    cache.forget(new RingCache.Name(tenant.id(), kind));
  }

  /** Zeroes all secrets of this tenant at once. */
  public void drop(UUID tenant) {
    cache.drop(tenant);
  }

  /** How many rings in memory still serve. */
  public int unwrapped() {
    return cache.live();
  }

  @Scheduled(every = "${meishigura.keys.sweep-interval:5s}")
  void sweep() {
    cache.sweep();
  }

  @PreDestroy
  void zeroAll() {
    cache.clear();
  }

  private Ring unwrap(RingCache.Name name, List<StoredSecret> rows, long ticket) {
    List<SecretBytes> envelopes =
        vault.unwrap(name.tenant(), rows.stream().map(StoredSecret::wrapped).toList());
    List<TenantSecret> secrets = new ArrayList<>();
    boolean whole = false;
    try {
      for (int one = 0; one < rows.size(); one++) {
        secrets.add(Envelope.open(name.kind(), rows.get(one), envelopes.get(one)));
      }
      Ring ring = new Ring(secrets);
      cache.keep(name, ring.copy(), ticket);
      whole = true;
      return ring;
    } finally {
      if (!whole) {
        secrets.forEach(TenantSecret::close);
      }
      envelopes.forEach(SecretBytes::close);
    }
  }

  /** Two requests may both be the first: one row stays, and both use it. */
  private Ring made(Caller caller, SecretKind kind) {
    long ticket = cache.ticket();
    List<StoredSecret> rows =
        maker.make(
            caller.tenant(),
            kind,
            1,
            row -> {
              if (table.add(kind, row)) {
                trail.record(
                    AuditRecord.of("key.create", caller)
                        .detail("kind", kind == SecretKind.TENANT_KEY ? "tenant" : "index")
                        .detail("version", row.version()));
              }
              return table.all(kind);
            });
    return unwrap(new RingCache.Name(caller.tenant().id(), kind), rows, ticket);
  }
}
