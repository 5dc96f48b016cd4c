package jp.meishigura.audit.outlet;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import jp.meishigura.audit.domain.log.Action;
import jp.meishigura.audit.domain.outlet.ChainedEntry;
import jp.meishigura.audit.domain.outlet.Positions;
import jp.meishigura.audit.domain.outlet.Receiver;
import jp.meishigura.audit.domain.outlet.Tail;
import jp.meishigura.audit.domain.tree.CheckpointHistory;
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
  private final CheckpointHistory checkpoints;
  private final Clock clock;
  private final AuditTrail trail;
  private final ServiceName service;

  LogReader(
      TenantTransactions transactions,
      Tail tail,
      Positions positions,
      CheckpointHistory checkpoints,
      Clock clock,
      AuditTrail trail,
      ServiceName service) {
    this.transactions = transactions;
    this.tail = tail;
    this.positions = positions;
    this.checkpoints = checkpoints;
    this.clock = clock;
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
            record(outlet, next.getAsLong());
          }
          return next;
        });
  }

  private void record(Outlet outlet, long from) {
    trail.record(
        AuditRecord.of(Action.AUDIT_OUTLET.slug(), AuditRecord.Actor.system(service.value()))
            .detail("outlet", outlet.name())
            .detail("to", outlet.to())
            .detail("fromLeaf", from));
  }

  /**
   * Where to go on with this receiver. One that is another than before gets again all that it would
   * still keep, which is on record too: entries are older than what a receiver keeps when a
   * checkpoint covers them that is.
   *
   * @return empty where another instance sends
   */
  OptionalLong meet(Outlet outlet, UUID holder, long position, Receiver receiver) {
    UUID tenant = outlet.tenant().id();
    return transactions.call(
        outlet.tenant(),
        () -> {
          Optional<String> known = positions.receiver(outlet.name(), tenant);
          if (known.isPresent() && known.get().equals(receiver.id())) {
            return OptionalLong.of(position);
          }
          long from = known.isPresent() ? Math.min(position, kept(receiver)) : position;
          if (!positions.meet(outlet.name(), tenant, holder, receiver.id(), from)) {
            return OptionalLong.empty();
          }
          if (from < position) {
            record(outlet, from);
          }
          return OptionalLong.of(from);
        });
  }

  private long kept(Receiver receiver) {
    return receiver
        .keeps()
        .map(time -> checkpoints.sizeBefore(clock.instant().minus(time)))
        .orElse(0L);
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
