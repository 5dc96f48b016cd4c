package jp.meishigura.consent.service;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.function.Supplier;
import jp.meishigura.platform.audit.AuditRecord;
import jp.meishigura.platform.audit.AuditTrail;
import jp.meishigura.platform.caller.Caller;
import jp.meishigura.platform.problem.ProblemException;
import jp.meishigura.platform.tx.TenantTransactions;

/** A caller's transaction with its audit record: what happened, or what was refused. */
@ApplicationScoped
public class Audited {

  private final TenantTransactions transactions;
  private final AuditTrail trail;

  public Audited(TenantTransactions transactions, AuditTrail trail) {
    this.transactions = transactions;
    this.trail = trail;
  }

  /**
   * Does the work and records it in one transaction. A refusal undoes the work, and is recorded in
   * a transaction of its own.
   */
  <T> T call(Caller caller, AuditRecord record, Supplier<T> work) {
    try {
      return transactions.call(
          caller.tenant(),
          () -> {
            T result = work.get();
            trail.record(record);
            return result;
          });
    } catch (ProblemException refusal) {
      transactions.run(
          caller.tenant(), () -> trail.record(record.refused(refusal.problem().slug())));
      throw refusal;
    }
  }
}
