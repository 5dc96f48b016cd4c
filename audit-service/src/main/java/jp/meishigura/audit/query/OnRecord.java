package jp.meishigura.audit.query;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.function.BiFunction;
import java.util.function.Supplier;
import jp.meishigura.audit.domain.log.TakesTooLong;
import jp.meishigura.platform.audit.AuditRecord;
import jp.meishigura.platform.audit.AuditTrail;
import jp.meishigura.platform.caller.Caller;
import jp.meishigura.platform.problem.Problem;
import jp.meishigura.platform.tx.TenantTransactions;

/**
 * Reads the log. The transaction that reads also records the reading, and commits before anything
 * is returned: no record, no data.
 */
@ApplicationScoped
class OnRecord {

  private final TenantTransactions transactions;
  private final AuditTrail trail;

  OnRecord(TenantTransactions transactions, AuditTrail trail) {
    this.transactions = transactions;
    this.trail = trail;
  }

  /**
   * @param asked the record as far as it is known before
   * @param told completes it with what was found
   */
  <T> T read(
      Caller caller,
      AuditRecord asked,
      Supplier<T> reading,
      BiFunction<AuditRecord, T, AuditRecord> told) {
    try {
      return transactions.call(
          caller.tenant(),
          () -> {
            T found = reading.get();
            trail.record(told.apply(asked, found));
            return found;
          });
    } catch (TakesTooLong e) {
      refuse(caller, asked, "takes-too-long");
      throw Problem.of(422, "takes-too-long", "The log is too long for this question")
          .detail("Ask about a shorter time with from and to, or about one actor or card.")
          .exception();
    }
  }

  void refuse(Caller caller, AuditRecord asked, String why) {
    transactions.run(caller.tenant(), () -> trail.record(asked.refused(why)));
  }
}
