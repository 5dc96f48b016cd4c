package jp.meishigura.contacts.app;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;
import jp.meishigura.contacts.app.Reindexing.Begun;
import jp.meishigura.contacts.domain.keywork.KeyWork;
import jp.meishigura.contacts.store.BrokenCardTable;
import jp.meishigura.contacts.store.KeyWorkTable;
import jp.meishigura.contacts.store.KeyWorkTable.StartedPosition;
import jp.meishigura.platform.audit.AuditRecord;
import jp.meishigura.platform.audit.AuditTrail;
import jp.meishigura.platform.caller.Caller;
import jp.meishigura.platform.caller.Role;
import jp.meishigura.platform.problem.Problem;
import jp.meishigura.platform.tx.TenantTransactions;
import org.jspecify.annotations.Nullable;

/** Where a privacy officer has all cards sealed or indexed anew, and sees how far such work is. */
@ApplicationScoped
public class KeyWorkDesk {

  /** Enough to begin with: those that are mended make room for others when it is begun again. */
  private static final int BROKEN_SHOWN = 100;

  private final TenantTransactions transactions;
  private final KeyWorkTable table;
  private final BrokenCardTable broken;
  private final Reindexing reindexing;
  private final AuditTrail trail;
  private final Clock clock;

  KeyWorkDesk(
      TenantTransactions transactions,
      KeyWorkTable table,
      BrokenCardTable broken,
      Reindexing reindexing,
      AuditTrail trail,
      Clock clock) {
    this.transactions = transactions;
    this.table = table;
    this.broken = broken;
    this.reindexing = reindexing;
    this.trail = trail;
    this.clock = clock;
  }

  /**
   * A piece of work.
   *
   * @param brokenCards the first of those that do not open; empty for whoever does not read cards
   */
  public record Found(KeyWork work, List<UUID> brokenCards) {}

  /**
   * @param next where the next page begins; null when there is none
   */
  public record Page(List<KeyWork> works, @Nullable StartedPosition next) {}

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
          return recorded(caller, new Begun(running, !added));
        });
  }

  /** Begins to index all cards anew under the newest version, or joins what runs already. */
  public KeyWork reindex(Caller caller) {
    return reindexing.begin(caller, begun -> recorded(caller, begun));
  }

  private KeyWork recorded(Caller caller, Begun begun) {
    trail.record(
        AuditRecord.of("key-work.begin", caller)
            .detail("kind", begun.work().kind().slug())
            .detail("work", begun.work().id().toString())
            .detail("joined", begun.joined()));
    return begun.work();
  }

  /** The newest first. */
  public Page newest(Caller caller, int limit, @Nullable StartedPosition after) {
    List<KeyWork> found = transactions.call(caller.tenant(), () -> table.newest(limit + 1, after));
    if (found.size() <= limit) {
      return new Page(found, null);
    }
    KeyWork last = found.get(limit - 1);
    return new Page(found.subList(0, limit), new StartedPosition(last.startedAt(), last.id()));
  }

  /**
   * @throws jp.meishigura.platform.problem.ProblemException 404 when there is none
   */
  public Found find(Caller caller, UUID id) {
    return transactions.call(
        caller.tenant(),
        () -> {
          KeyWork work =
              table
                  .find(id)
                  .orElseThrow(
                      () ->
                          Problem.of(404, "no-such-work", "There is no such work")
                              .detail("GET /v1/key-work lists what there is.")
                              .exception());
          boolean maySee = caller.roles().contains(Role.PRIVACY_OFFICER);
          return new Found(work, maySee ? broken.list(id, BROKEN_SHOWN) : List.of());
        });
  }
}
