package jp.meishigura.platform.audit;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import jp.meishigura.platform.caller.Tenant;
import jp.meishigura.platform.http.Correlation;
import jp.meishigura.platform.outbox.ConditionalOutbox;
import jp.meishigura.platform.outbox.Outbox;
import jp.meishigura.platform.outbox.OutgoingEvent;
import jp.meishigura.platform.service.ServiceName;
import jp.meishigura.platform.tx.Condition;
import jp.meishigura.platform.tx.TenantScope;

/**
 * The audit record of a service: written to the outbox in the transaction that it describes, so
 * that there is never one without the other.
 */
@ApplicationScoped
public class AuditTrail {

  public static final String TOPIC = "audit";
  public static final String TYPE = "jp.meishigura.audit.recorded.v1";

  private final Outbox outbox;
  private final ConditionalOutbox conditional;
  private final ServiceName service;
  private final Correlation correlation;
  private final Clock clock;

  public AuditTrail(
      Outbox outbox,
      ConditionalOutbox conditional,
      ServiceName service,
      Correlation correlation,
      Clock clock) {
    this.outbox = outbox;
    this.conditional = conditional;
    this.service = service;
    this.correlation = correlation;
    this.clock = clock;
  }

  /**
   * @throws IllegalStateException outside of a tenant's transaction
   */
  public void record(AuditRecord record) {
    record(List.of(record));
  }

  /**
   * Many at once, in their order.
   *
   * @throws IllegalStateException outside of a tenant's transaction
   */
  public void record(List<AuditRecord> records) {
    Tenant tenant = TenantScope.tenant();
    Instant at = clock.instant();
    outbox.append(records.stream().map(record -> event(tenant, at, record)).toList());
  }

  /**
   * Records in a transaction of its own what was decided outside of it, if what it was decided by
   * still holds in that transaction.
   *
   * @return whether it did; otherwise nothing is on record, and it must be decided anew
   */
  public boolean recordIf(Tenant tenant, AuditRecord record, Condition unchanged) {
    return conditional.append(tenant, event(tenant, clock.instant(), record), unchanged);
  }

  private OutgoingEvent event(Tenant tenant, Instant at, AuditRecord record) {
    UUID id = UUID.randomUUID();
    return new OutgoingEvent(
        id,
        TOPIC,
        tenant.id().toString(),
        TYPE,
        record.card() == null ? null : record.card().toString(),
        at,
        new RecordedEvent(
            id,
            at,
            service.value(),
            tenant.id(),
            tenant.alias(),
            record,
            correlation.current(),
            correlation.address()));
  }
}
