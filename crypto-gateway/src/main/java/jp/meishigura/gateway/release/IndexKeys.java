package jp.meishigura.gateway.release;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import jp.meishigura.gateway.domain.errand.Errand;
import jp.meishigura.gateway.domain.index.IndexKey;
import jp.meishigura.gateway.domain.index.IndexKeyDerivation;
import jp.meishigura.gateway.domain.ring.Ring;
import jp.meishigura.gateway.domain.ring.SecretKind;
import jp.meishigura.platform.audit.AuditRecord;
import jp.meishigura.platform.caller.Caller;
import jp.meishigura.platform.tx.TenantTransactions;

/** Releases the keys of blind indexes, on record before they leave. */
@ApplicationScoped
public class IndexKeys {

  private final TenantTransactions transactions;
  private final TenantRings rings;
  private final KeyRecords records;

  public IndexKeys(TenantTransactions transactions, TenantRings rings, KeyRecords records) {
    this.transactions = transactions;
    this.rings = rings;
    this.records = records;
  }

  /** For each field one key per version of the index secret, newest first. */
  public List<IndexKey> release(Caller caller, Set<String> fields, Errand errand) {
    AuditRecord record =
        KeyRecords.of("index-key.release", caller, errand).fields(List.copyOf(fields));
    return records.orFailed(caller, record, () -> releaseRecorded(caller, fields, record));
  }

  private List<IndexKey> releaseRecorded(Caller caller, Set<String> fields, AuditRecord record) {
    UUID tenant = caller.tenant().id();
    try (Ring ring = rings.findOrMake(caller, SecretKind.INDEX_SECRET)) {
      int count = fields.size() * ring.newestFirst().size();
      transactions.run(caller.tenant(), () -> records.add(record.detail("count", count)));
      List<IndexKey> keys = new ArrayList<>();
      for (String field : fields) {
        ring.newestFirst()
            .forEach(secret -> keys.add(IndexKeyDerivation.derive(secret, tenant, field)));
      }
      return keys;
    }
  }
}
