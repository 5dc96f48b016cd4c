package jp.meishigura.platform.audit;

import jakarta.enterprise.context.ApplicationScoped;
import jp.meishigura.platform.caller.Caller;
import jp.meishigura.platform.caller.Tenant;
import jp.meishigura.platform.problem.RefusalRecorder;
import jp.meishigura.platform.service.ServiceName;
import jp.meishigura.platform.tx.TenantTransactions;

/** Refusals at the door, each in a transaction of its own. */
@ApplicationScoped
public class AuditedRefusals implements RefusalRecorder {

  private static final String ACTION = "access.refused";

  private final TenantTransactions transactions;
  private final AuditTrail trail;
  private final ServiceName service;

  public AuditedRefusals(TenantTransactions transactions, AuditTrail trail, ServiceName service) {
    this.transactions = transactions;
    this.trail = trail;
    this.service = service;
  }

  @Override
  public void record(Caller caller, String reason) {
    transactions.run(
        caller.tenant(), () -> trail.record(AuditRecord.of(ACTION, caller).refused(reason)));
  }

  @Override
  public void record(Tenant tenant, String reason) {
    AuditRecord.Actor door = AuditRecord.Actor.system(service.value());
    transactions.run(tenant, () -> trail.record(AuditRecord.of(ACTION, door).refused(reason)));
  }
}
