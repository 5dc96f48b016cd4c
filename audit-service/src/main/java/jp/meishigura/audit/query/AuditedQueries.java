package jp.meishigura.audit.query;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import jp.meishigura.audit.domain.log.Action;
import jp.meishigura.audit.domain.log.Entry;
import jp.meishigura.audit.domain.log.EntryFilter;
import jp.meishigura.audit.domain.log.Log;
import jp.meishigura.audit.domain.log.Page;
import jp.meishigura.audit.domain.log.Window;
import jp.meishigura.platform.audit.AuditRecord;
import jp.meishigura.platform.audit.AuditTrail;
import jp.meishigura.platform.caller.Caller;
import jp.meishigura.platform.tx.TenantTransactions;
import org.jspecify.annotations.Nullable;

/**
 * Reads the log for an auditor. The transaction that reads also records the reading, and commits
 * before anything is returned: no record, no data.
 */
@ApplicationScoped
public class AuditedQueries {

  private final TenantTransactions transactions;
  private final Log log;
  private final AuditTrail trail;

  public AuditedQueries(TenantTransactions transactions, Log log, AuditTrail trail) {
    this.transactions = transactions;
    this.log = log;
    this.trail = trail;
  }

  /**
   * @param rest where an earlier page ended; null to begin
   */
  public Page list(Caller caller, EntryFilter filter, @Nullable Window rest, int limit) {
    return transactions.call(
        caller.tenant(),
        () -> {
          Window window = rest == null ? Window.of(log.size()) : rest;
          Page page =
              Page.of(log.list(caller.tenant().id(), filter, window, limit + 1), window, limit);
          trail.record(recordOf(caller, filter, window, page));
          return page;
        });
  }

  public Optional<Entry> find(Caller caller, long leafIndex) {
    return transactions.call(
        caller.tenant(),
        () -> {
          Optional<Entry> entry = log.find(caller.tenant().id(), leafIndex);
          AuditRecord asked = query(caller).detail("leafIndex", leafIndex);
          trail.record(
              entry.isPresent() ? asked.detail("returned", 1) : asked.refused("no-such-entry"));
          return entry;
        });
  }

  private static AuditRecord recordOf(Caller caller, EntryFilter filter, Window window, Page page) {
    Map<String, Object> asked = new TreeMap<>();
    put(asked, "actor", filter.actor());
    put(asked, "action", filter.action() == null ? null : filter.action().slug());
    put(asked, "from", filter.from());
    put(asked, "to", filter.to());
    put(asked, "decision", filter.decision());
    return query(caller)
        .card(filter.card())
        .detail("filter", asked)
        .detail("fromLeaf", window.from())
        .detail("belowLeaf", window.below())
        .detail("returned", page.entries().size());
  }

  private static AuditRecord query(Caller caller) {
    return AuditRecord.of(Action.AUDIT_QUERY.slug(), caller);
  }

  private static void put(Map<String, Object> asked, String name, @Nullable Object value) {
    if (value != null) {
      asked.put(name, value.toString());
    }
  }
}
