package jp.meishigura.audit.query;

import java.util.Map;
import java.util.TreeMap;
import jp.meishigura.audit.domain.log.Action;
import jp.meishigura.audit.domain.log.EntryFilter;
import jp.meishigura.platform.audit.AuditRecord;
import jp.meishigura.platform.caller.Caller;
import org.jspecify.annotations.Nullable;

/** Records of questions to the log. */
final class Asked {

  private Asked() {}

  /**
   * @param kind of the question; docs/audit-events.md has them
   */
  static AuditRecord of(Caller caller, String kind) {
    return AuditRecord.of(Action.AUDIT_QUERY.slug(), caller).detail("kind", kind);
  }

  static AuditRecord filtered(AuditRecord record, EntryFilter filter) {
    Map<String, Object> asked = new TreeMap<>();
    put(asked, "actor", filter.actor());
    put(asked, "action", filter.action() == null ? null : filter.action().slug());
    put(asked, "from", filter.from());
    put(asked, "to", filter.to());
    put(asked, "decision", filter.decision());
    put(asked, "purpose", filter.purpose());
    return record.card(filter.card()).detail("filter", asked);
  }

  static void put(Map<String, Object> asked, String name, @Nullable Object value) {
    if (value != null) {
      asked.put(name, value.toString());
    }
  }
}
