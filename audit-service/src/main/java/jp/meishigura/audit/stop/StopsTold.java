package jp.meishigura.audit.stop;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.UUID;
import jp.meishigura.audit.domain.log.Action;
import jp.meishigura.audit.domain.stop.Cause;
import jp.meishigura.audit.domain.stop.Lift;
import jp.meishigura.audit.domain.stop.ReleaseStop;
import jp.meishigura.audit.domain.stop.StopBook;
import jp.meishigura.platform.audit.AuditRecord;
import jp.meishigura.platform.audit.AuditTrail;
import jp.meishigura.platform.caller.Tenant;
import jp.meishigura.platform.service.ServiceName;
import jp.meishigura.platform.tx.TenantTransactions;
import org.jspecify.annotations.Nullable;

/**
 * What this service has told of stops itself. It says nothing new, unless the database was put back
 * to an older day (docs/adr/0016): the others hold to the last word, and here it must be known, for
 * a privacy officer to see and to lift.
 */
@ApplicationScoped
public class StopsTold {

  /** In place of the causes, officers and reasons that only the log remembers. */
  private static final String RESTORED = "restored";

  private final TenantTransactions transactions;
  private final StopBook book;
  private final AuditTrail trail;
  private final ServiceName service;

  StopsTold(TenantTransactions transactions, StopBook book, AuditTrail trail, ServiceName service) {
    this.transactions = transactions;
    this.book = book;
    this.trail = trail;
    this.service = service;
  }

  /**
   * The last word on a person.
   *
   * @param at when it was said
   */
  public record Word(
      UUID person, boolean stopped, @Nullable UUID finding, Instant at, long revision) {}

  /** Keeps it, if it is later than what is known. */
  public void hear(Tenant tenant, Word word) {
    transactions.run(
        tenant,
        () -> {
          ReleaseStop known = book.hold(word.person()).orElse(null);
          if (known == null || known.revision() < word.revision()) {
            keep(word, known);
          }
        });
  }

  private void keep(Word word, @Nullable ReleaseStop known) {
    UUID finding = word.finding();
    Cause cause =
        finding == null
            ? new Cause.ByHand(service.value(), RESTORED)
            : new Cause.Finding(finding, RESTORED);
    Instant begun = word.stopped() || known == null ? word.at() : known.at();
    Lift lift = word.stopped() ? null : new Lift(service.value(), RESTORED, word.at());
    ReleaseStop stop = new ReleaseStop(word.person(), cause, begun, lift, word.revision());
    book.keep(stop);
    if (cause instanceof Cause.Finding one) {
      book.note(word.person(), one, word.at());
    }
    trail.record(
        StopRecords.of(
                word.stopped() ? Action.RELEASE_STOP_SET : Action.RELEASE_STOP_LIFT,
                AuditRecord.Actor.system(service.value()),
                stop,
                true)
            .detail("reason", RESTORED));
  }
}
