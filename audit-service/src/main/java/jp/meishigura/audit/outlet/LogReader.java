package jp.meishigura.audit.outlet;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;
import java.util.UUID;
import jp.meishigura.audit.domain.log.Action;
import jp.meishigura.audit.domain.outlet.ChainedEntry;
import jp.meishigura.audit.domain.outlet.Positions;
import jp.meishigura.audit.domain.outlet.Tail;
import jp.meishigura.platform.audit.AuditRecord;
import jp.meishigura.platform.audit.AuditTrail;
import jp.meishigura.platform.service.ServiceName;
import jp.meishigura.platform.tx.TenantTransactions;

/** What outlets ask of the database, each in a short transaction of the tenant. */
@ApplicationScoped
public class LogReader {

  private final TenantTransactions transactions;
  private final Tail tail;
  private final Positions positions;
  private final AuditTrail trail;
  private final ServiceName service;

  LogReader(
      TenantTransactions transactions,
      Tail tail,
      Positions positions,
      AuditTrail trail,
      ServiceName service) {
    this.transactions = transactions;
    this.tail = tail;
    this.positions = positions;
    this.trail = trail;
    this.service = service;
  }

  /**
   * Becomes the one who sends. On record when it is for the first time: a tenant's auditors see
   * where their log goes. Not for each attempt, which would fill the log while a receiver is away,
   * and not for each batch: the record of one would be in the next, for ever.
   */
  OptionalLong begin(Outlet outlet, UUID holder, Duration lease, boolean onRecord) {
    return transactions.call(
        outlet.tenant(),
        () -> {
          OptionalLong next = positions.hold(outlet.name(), outlet.tenant().id(), holder, lease);
          if (onRecord && next.isPresent()) {
            trail.record(
                AuditRecord.of(
                        Action.AUDIT_OUTLET.slug(), AuditRecord.Actor.system(service.value()))
                    .detail("outlet", outlet.name())
                    .detail("to", outlet.to())
                    .detail("fromLeaf", next.getAsLong()));
          }
          return next;
        });
  }

  /**
   * Stays the one who sends.
   *
   * @return false where another instance sends
   */
  boolean hold(Outlet outlet, UUID holder, Duration lease) {
    return transactions.call(
        outlet.tenant(),
        () -> positions.hold(outlet.name(), outlet.tenant().id(), holder, lease).isPresent());
  }

  /** Where to begin so that so many entries before are sent again. */
  long back(Outlet outlet, long below, int entries) {
    return transactions.call(
        outlet.tenant(), () -> tail.back(outlet.tenant().id(), below, entries));
  }

  List<ChainedEntry> read(Outlet outlet, long from, int limit) {
    return transactions.call(outlet.tenant(), () -> tail.read(outlet.tenant().id(), from, limit));
  }

  /**
   * Keeps how far it has come.
   *
   * @return false where another instance sends
   */
  boolean advance(Outlet outlet, UUID holder, long next, Duration lease) {
    return transactions.call(
        outlet.tenant(),
        () -> positions.advance(outlet.name(), outlet.tenant().id(), holder, next, lease));
  }

  void release(Outlet outlet, UUID holder) {
    transactions.run(
        outlet.tenant(), () -> positions.release(outlet.name(), outlet.tenant().id(), holder));
  }

  /** How many entries wait, counted up to {@link Lag#MOST}. */
  int waiting(Outlet outlet) {
    UUID tenant = outlet.tenant().id();
    return transactions.call(
        outlet.tenant(),
        () -> tail.waiting(tenant, positions.next(outlet.name(), tenant), Lag.MOST));
  }
}
