package jp.meishigura.contacts.app;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;
import jp.meishigura.contacts.domain.keywork.KeyWork;
import jp.meishigura.contacts.store.KeyWorkTable;
import jp.meishigura.platform.audit.AuditRecord;
import jp.meishigura.platform.audit.AuditTrail;
import jp.meishigura.platform.caller.Caller;
import jp.meishigura.platform.problem.Problem;
import jp.meishigura.platform.tx.TenantTransactions;

/** Where a privacy officer has all cards sealed anew, and sees how far such work is. */
@ApplicationScoped
public class KeyWorkDesk {

  /** Progress is looked at by people: more than the last hundred nobody scrolls through. */
  private static final int SHOWN = 100;

  private final TenantTransactions transactions;
  private final KeyWorkTable table;
  private final AuditTrail trail;
  private final Clock clock;

  KeyWorkDesk(TenantTransactions transactions, KeyWorkTable table, AuditTrail trail, Clock clock) {
    this.transactions = transactions;
    this.table = table;
    this.trail = trail;
    this.clock = clock;
  }

  /** Begins to seal all cards anew, or joins what runs already. */
  public KeyWork reseal(Caller caller) {
    KeyWork fresh =
        new KeyWork(
            UUID.randomUUID(),
            caller.tenant().id(),
            caller.tenant().alias(),
            new KeyWork.Kind.Reseal(),
            caller.id(),
            KeyWork.State.RUNNING,
            new KeyWork.Progress(0, 0, 0),
            KeyWork.START,
            clock.instant().truncatedTo(ChronoUnit.MICROS),
            null);
    return transactions.call(
        caller.tenant(),
        () -> {
          boolean added = table.add(fresh);
          KeyWork running = table.running(fresh.kind()).orElse(fresh);
          trail.record(
              AuditRecord.of("key-work.begin", caller)
                  .detail("kind", running.kind().slug())
                  .detail("work", running.id().toString())
                  .detail("joined", !added));
          return running;
        });
  }

  /** The newest first. */
  public List<KeyWork> newest(Caller caller) {
    return transactions.call(caller.tenant(), () -> table.newest(SHOWN));
  }

  /**
   * @throws jp.meishigura.platform.problem.ProblemException 404 when there is none
   */
  public KeyWork find(Caller caller, UUID id) {
    return transactions
        .call(caller.tenant(), () -> table.find(id))
        .orElseThrow(
            () ->
                Problem.of(404, "no-such-work", "There is no such work")
                    .detail("GET /v1/key-work lists what there is.")
                    .exception());
  }
}
