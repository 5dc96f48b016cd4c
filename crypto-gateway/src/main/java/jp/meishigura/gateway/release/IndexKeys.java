package jp.meishigura.gateway.release;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import jp.meishigura.gateway.domain.errand.Errand;
import jp.meishigura.gateway.domain.index.IndexKey;
import jp.meishigura.gateway.domain.index.IndexKeyDerivation;
import jp.meishigura.gateway.domain.refusal.KeyRefused;
import jp.meishigura.gateway.domain.ring.Ring;
import jp.meishigura.gateway.domain.ring.SecretKind;
import jp.meishigura.gateway.events.KeyAnnouncements;
import jp.meishigura.gateway.store.TenantSecretTable;
import jp.meishigura.platform.audit.AuditRecord;
import jp.meishigura.platform.caller.Caller;
import jp.meishigura.platform.tx.TenantTransactions;

/** Releases the keys of blind indexes, on record before they leave. */
@ApplicationScoped
public class IndexKeys {

  private final TenantTransactions transactions;
  private final TenantRings rings;
  private final FreshRing fresh;
  private final KeyGuard guard;
  private final TenantSecretTable table;
  private final KeyAnnouncements announcements;
  private final KeyRecords records;
  private final Clock clock;

  public IndexKeys(
      TenantTransactions transactions,
      TenantRings rings,
      FreshRing fresh,
      KeyGuard guard,
      TenantSecretTable table,
      KeyAnnouncements announcements,
      KeyRecords records,
      Clock clock) {
    this.transactions = transactions;
    this.rings = rings;
    this.fresh = fresh;
    this.guard = guard;
    this.table = table;
    this.announcements = announcements;
    this.records = records;
    this.clock = clock;
  }

  /** For each field one key per version of the index secret, newest first. */
  public List<IndexKey> release(Caller caller, Set<String> fields, Errand errand) {
    AuditRecord record =
        KeyRecords.of("index-key.release", caller, errand).fields(List.copyOf(fields));
    return records.orFailed(
        caller,
        record,
        () -> {
          guard.mayAsk(errand);
          return fresh.call(
              caller.tenant(),
              SecretKind.INDEX_SECRET,
              () -> releaseOnce(caller, fields, errand, record));
        });
  }

  /**
   * Removes a version that nothing is indexed with any more, as the caller says. One that is gone
   * already is no mistake.
   */
  public void retire(Caller caller, int version, Errand errand) {
    AuditRecord record =
        KeyRecords.of("index-key.retire", caller, errand).detail("version", version);
    records.orFailed(
        caller,
        record,
        () -> {
          transactions.run(
              caller.tenant(),
              () -> {
                boolean newer =
                    table.all(SecretKind.INDEX_SECRET).stream()
                        .anyMatch(secret -> secret.version() > version);
                if (!newer) {
                  throw new KeyRefused.NewestVersion();
                }
                boolean removed = table.remove(SecretKind.INDEX_SECRET, version);
                if (removed) {
                  announcements.indexKeyRetired(version, clock.instant());
                }
                records.add(record.detail("removed", removed));
              });
          return true;
        });
    rings.forget(caller.tenant(), SecretKind.INDEX_SECRET);
  }

  private List<IndexKey> releaseOnce(
      Caller caller, Set<String> fields, Errand errand, AuditRecord record) {
    UUID tenant = caller.tenant().id();
    try (Ring ring = rings.findOrMake(caller, SecretKind.INDEX_SECRET)) {
      int count = fields.size() * ring.newestFirst().size();
      transactions.run(
          caller.tenant(),
          () -> {
            guard.mayLeave(errand);
            rings.requireCurrent(ring, SecretKind.INDEX_SECRET);
            records.add(record.detail("count", count));
          });
      List<IndexKey> keys = new ArrayList<>();
      for (String field : fields) {
        ring.newestFirst()
            .forEach(secret -> keys.add(IndexKeyDerivation.derive(secret, tenant, field)));
      }
      return keys;
    }
  }
}
