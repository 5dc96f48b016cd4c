package jp.meishigura.gateway.release;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.function.Supplier;
import jp.meishigura.gateway.domain.errand.Errand;
import jp.meishigura.gateway.domain.refusal.KeyRefused;
import jp.meishigura.gateway.domain.ring.KeyBroken;
import jp.meishigura.gateway.domain.ring.KeysUnavailable;
import jp.meishigura.platform.audit.AuditRecord;
import jp.meishigura.platform.audit.AuditTrail;
import jp.meishigura.platform.caller.Caller;
import jp.meishigura.platform.tx.TenantTransactions;

/** What goes on record about keys. */
@ApplicationScoped
public class KeyRecords {

  private final TenantTransactions transactions;
  private final AuditTrail trail;

  public KeyRecords(TenantTransactions transactions, AuditTrail trail) {
    this.transactions = transactions;
    this.trail = trail;
  }

  /** A record of the service that asks, with what it says of itself. */
  public static AuditRecord of(String action, Caller caller, Errand errand) {
    return AuditRecord.of(action, caller)
        .purpose(errand.purpose())
        .detail("actor", errand.actor())
        .detail("reason", errand.reason().slug());
  }

  /** Records in the current transaction. */
  public void add(AuditRecord record) {
    trail.record(record);
  }

  /** Does the work; when keys cannot or must not be had, that goes on record too. */
  public <T> T orFailed(Caller caller, AuditRecord intended, Supplier<T> work) {
    try {
      return work.get();
    } catch (KeysUnavailable e) {
      failed(caller, intended, "keys-unavailable");
      throw e;
    } catch (KeyBroken e) {
      failed(caller, intended, "key-broken");
      throw e;
    } catch (KeyRefused e) {
      transactions.run(caller.tenant(), () -> trail.record(intended.refused(e.slug())));
      throw e;
    }
  }

  private void failed(Caller caller, AuditRecord intended, String why) {
    transactions.run(caller.tenant(), () -> trail.record(intended.failed(why)));
  }
}
