package jp.meishigura.audit.query;

import io.quarkus.runtime.ShutdownEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Semaphore;
import jp.meishigura.audit.Config;
import jp.meishigura.audit.domain.log.Action;
import jp.meishigura.audit.domain.log.AuditEvent;
import jp.meishigura.audit.domain.outlet.ChainedEntry;
import jp.meishigura.audit.domain.outlet.Tail;
import jp.meishigura.platform.audit.AuditRecord;
import jp.meishigura.platform.audit.AuditTrail;
import jp.meishigura.platform.caller.Caller;
import jp.meishigura.platform.service.ServiceName;
import jp.meishigura.platform.tx.TenantTransactions;

/**
 * Entries for a SIEM that comes for them, on record like every reading. A pull that finds nothing
 * but records of pulls leaves none itself: else two SIEMs would wake each other for ever.
 */
@ApplicationScoped
public class SiemPulls {

  /** In details of the records, by which pulls know each other. */
  private static final String KIND = "siem-pull";

  private final TenantTransactions transactions;
  private final Tail tail;
  private final AuditTrail trail;
  private final ServiceName service;
  private final Config.Pull config;
  private final Semaphore waiting;
  private volatile boolean running = true;

  SiemPulls(
      TenantTransactions transactions,
      Tail tail,
      AuditTrail trail,
      ServiceName service,
      Config config) {
    this.transactions = transactions;
    this.tail = tail;
    this.trail = trail;
    this.service = service;
    this.config = config.pull();
    this.waiting = new Semaphore(this.config.waiting());
  }

  /** What came of a pull. */
  public sealed interface Answer {

    /**
     * @param next where to go on
     */
    record Pulled(List<ChainedEntry> entries, long next) implements Answer {}

    /** The log is shorter than what the caller says to have read of it. */
    record Beyond(long size) implements Answer {}
  }

  /**
   * @param from the first leaf index that is wanted
   * @param wait how long to wait for an entry where there is none yet
   */
  public Answer pull(Caller caller, long from, int limit, Duration wait) {
    Answer answer = once(caller, from, limit);
    if (wait.isZero() || !empty(answer) || !waiting.tryAcquire()) {
      return answer;
    }
    try {
      long end = System.nanoTime() + wait.toNanos();
      while (empty(answer) && running && System.nanoTime() < end) {
        Thread.sleep(config.interval());
        answer = once(caller, from, limit);
      }
      return answer;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return answer;
    } finally {
      waiting.release();
    }
  }

  void stop(@Observes ShutdownEvent event) {
    running = false;
  }

  private static boolean empty(Answer answer) {
    return answer instanceof Answer.Pulled pulled && pulled.entries().isEmpty();
  }

  private Answer once(Caller caller, long from, int limit) {
    return transactions.call(
        caller.tenant(),
        () -> {
          AuditRecord asked =
              AuditRecord.of(Action.AUDIT_QUERY.slug(), caller)
                  .detail("kind", KIND)
                  .detail("fromLeaf", from);
          long size = tail.size();
          if (from > size) {
            trail.record(asked.detail("size", size).refused("beyond-the-log"));
            return new Answer.Beyond(size);
          }
          List<ChainedEntry> entries = tail.read(caller.tenant().id(), from, limit);
          if (!entries.stream().allMatch(this::tellsOfPull)) {
            trail.record(asked.detail("returned", entries.size()));
          }
          return new Answer.Pulled(
              List.copyOf(entries), entries.isEmpty() ? from : entries.getLast().leafIndex() + 1);
        });
  }

  private boolean tellsOfPull(ChainedEntry entry) {
    AuditEvent event = entry.entry().event();
    return event.action().equals(Action.AUDIT_QUERY.slug())
        && event.service().equals(service.value())
        && KIND.equals(event.details().get("kind"));
  }
}
