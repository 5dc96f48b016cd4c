package jp.meishigura.gateway.release;

import io.quarkus.scheduler.Scheduled;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import jp.meishigura.gateway.Config;
import jp.meishigura.gateway.domain.ring.Envelope;
import jp.meishigura.gateway.domain.ring.KeyVault;
import jp.meishigura.gateway.domain.ring.Ring;
import jp.meishigura.gateway.domain.ring.RingCache;
import jp.meishigura.gateway.domain.ring.SecretKind;
import jp.meishigura.gateway.domain.ring.StoredSecret;
import jp.meishigura.gateway.domain.ring.TenantSecret;
import jp.meishigura.gateway.store.TenantSecretTable;
import jp.meishigura.platform.audit.AuditRecord;
import jp.meishigura.platform.audit.AuditTrail;
import jp.meishigura.platform.caller.Caller;
import jp.meishigura.platform.seal.SecretBytes;
import jp.meishigura.platform.tx.TenantTransactions;

/**
 * Tenants' secrets, unwrapped: from memory, else from the database and Vault. Vault is never asked
 * inside of a transaction, so that a slow one holds no connection.
 */
@ApplicationScoped
public class TenantRings {

  private final TenantTransactions transactions;
  private final TenantSecretTable table;
  private final AuditTrail trail;
  private final KeyVault vault;
  private final RingCache cache;

  public TenantRings(
      TenantTransactions transactions,
      TenantSecretTable table,
      AuditTrail trail,
      KeyVault vault,
      Config config,
      Clock clock) {
    this.transactions = transactions;
    this.table = table;
    this.trail = trail;
    this.vault = vault;
    // Two kinds of secrets per tenant.
    this.cache = new RingCache(config.keys().cacheTime(), 2 * config.keys().cacheTenants(), clock);
  }

  /** The tenant's secrets; nothing when it never had any. The caller closes them. */
  Optional<Ring> find(Caller caller, SecretKind kind) {
    RingCache.Name name = name(caller, kind);
    Optional<Ring> known = cache.find(name);
    if (known.isPresent()) {
      return known;
    }
    List<StoredSecret> rows = transactions.call(caller.tenant(), () -> table.all(kind));
    return rows.isEmpty() ? Optional.empty() : Optional.of(unwrap(name, rows));
  }

  /** The tenant's secrets; a first one is made when it never had any. The caller closes them. */
  Ring findOrMake(Caller caller, SecretKind kind) {
    return find(caller, kind).orElseGet(() -> unwrap(name(caller, kind), makeFirst(caller, kind)));
  }

  /** Reads and unwraps again at the next use: another instance may have added a version. */
  void forget(Caller caller, SecretKind kind) {
    cache.forget(name(caller, kind));
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

  private static RingCache.Name name(Caller caller, SecretKind kind) {
    return new RingCache.Name(caller.tenant().id(), kind);
  }

  private Ring unwrap(RingCache.Name name, List<StoredSecret> rows) {
    List<SecretBytes> envelopes =
        vault.unwrap(name.tenant(), rows.stream().map(StoredSecret::wrapped).toList());
    try {
      List<TenantSecret> secrets = new ArrayList<>();
      for (int one = 0; one < rows.size(); one++) {
        secrets.add(Envelope.open(name.kind(), rows.get(one), envelopes.get(one)));
      }
      Ring ring = new Ring(secrets);
      cache.keep(name, ring.copy());
      return ring;
    } finally {
      envelopes.forEach(SecretBytes::close);
    }
  }

  /** Two requests may both be the first: one row stays, and both use it. */
  private List<StoredSecret> makeFirst(Caller caller, SecretKind kind) {
    try (TenantSecret fresh = TenantSecret.fresh(1);
        SecretBytes envelope = Envelope.seal(kind, fresh)) {
      String wrapped = vault.wrap(caller.tenant().id(), envelope);
      StoredSecret row = new StoredSecret(fresh.id(), fresh.version(), wrapped);
      return transactions.call(
          caller.tenant(),
          () -> {
            if (table.add(kind, row)) {
              trail.record(
                  AuditRecord.of("key.create", caller)
                      .detail("kind", kind == SecretKind.TENANT_KEY ? "tenant" : "index")
                      .detail("version", row.version()));
            }
            return table.all(kind);
          });
    }
  }
}
