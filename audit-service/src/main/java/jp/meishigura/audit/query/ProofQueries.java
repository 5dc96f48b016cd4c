package jp.meishigura.audit.query;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import java.util.UUID;
import jp.meishigura.audit.domain.log.Action;
import jp.meishigura.audit.domain.log.Log;
import jp.meishigura.audit.domain.tree.CheckpointHistory;
import jp.meishigura.audit.domain.tree.Evidence;
import jp.meishigura.audit.domain.tree.LogTree;
import jp.meishigura.audit.domain.tree.Published;
import jp.meishigura.audit.domain.tree.Tiles;
import jp.meishigura.platform.audit.AuditRecord;
import jp.meishigura.platform.audit.AuditTrail;
import jp.meishigura.platform.caller.Caller;
import jp.meishigura.platform.tx.TenantTransactions;

/** Hands out what proves an entry to others; on record, like every reading. */
@ApplicationScoped
public class ProofQueries {

  private final TenantTransactions transactions;
  private final Log log;
  private final CheckpointHistory checkpoints;
  private final Tiles tiles;
  private final AuditTrail trail;

  ProofQueries(
      TenantTransactions transactions,
      Log log,
      CheckpointHistory checkpoints,
      Tiles tiles,
      AuditTrail trail) {
    this.transactions = transactions;
    this.log = log;
    this.checkpoints = checkpoints;
    this.tiles = tiles;
    this.trail = trail;
  }

  /** What came of the question for evidence. */
  public sealed interface Answer {
    record Proved(Evidence evidence) implements Answer {}

    /** The entry is there, and no checkpoint that is shown covers it yet. */
    record NotYet() implements Answer {}

    record NoSuchEntry() implements Answer {}
  }

  /** The event's bytes as its service wrote them: what evidence is about. */
  public Optional<byte[]> event(Caller caller, long leafIndex) {
    return transactions.call(
        caller.tenant(),
        () -> {
          Optional<byte[]> event = log.recorded(caller.tenant().id(), leafIndex);
          AuditRecord asked = query(caller, leafIndex, "event");
          trail.record(event.isPresent() ? asked : asked.refused("no-such-entry"));
          return event;
        });
  }

  public Answer evidence(Caller caller, long leafIndex) {
    return transactions.call(
        caller.tenant(),
        () -> {
          Answer answer = answer(caller.tenant().id(), leafIndex);
          AuditRecord asked = query(caller, leafIndex, "evidence");
          trail.record(
              switch (answer) {
                case Answer.Proved _ -> asked;
                case Answer.NotYet _ -> asked.refused("not-yet-provable");
                case Answer.NoSuchEntry _ -> asked.refused("no-such-entry");
              });
          return answer;
        });
  }

  private Answer answer(UUID tenant, long leafIndex) {
    Optional<byte[]> opening = log.opening(tenant, leafIndex);
    if (opening.isEmpty()) {
      return new Answer.NoSuchEntry();
    }
    Optional<Published> best = checkpoints.bestFor(leafIndex);
    if (best.isEmpty()) {
      return new Answer.NotYet();
    }
    Published published = best.get();
    return new Answer.Proved(
        new Evidence(
            opening.get(),
            leafIndex,
            new LogTree(tiles).inclusion(leafIndex, published.size()),
            published.note()));
  }

  private static AuditRecord query(Caller caller, long leafIndex, String kind) {
    return AuditRecord.of(Action.AUDIT_QUERY.slug(), caller)
        .detail("leafIndex", leafIndex)
        .detail("kind", kind);
  }
}
