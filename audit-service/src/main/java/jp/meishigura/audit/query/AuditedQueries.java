package jp.meishigura.audit.query;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import java.util.UUID;
import jp.meishigura.audit.domain.log.Counting;
import jp.meishigura.audit.domain.log.Counts;
import jp.meishigura.audit.domain.log.Entry;
import jp.meishigura.audit.domain.log.EntryFilter;
import jp.meishigura.audit.domain.log.Log;
import jp.meishigura.audit.domain.log.Page;
import jp.meishigura.audit.domain.log.Window;
import jp.meishigura.platform.audit.AuditRecord;
import jp.meishigura.platform.caller.Caller;
import org.jspecify.annotations.Nullable;

/** Entries, one by one or counted, for an auditor. */
@ApplicationScoped
public class AuditedQueries {

  private final OnRecord onRecord;
  private final Log log;
  private final Counting counting;

  AuditedQueries(OnRecord onRecord, Log log, Counting counting) {
    this.onRecord = onRecord;
    this.log = log;
    this.counting = counting;
  }

  /** Counts, and the log's size when they were taken. */
  public record Counted(Counts counts, long belowLeaf) {}

  private record Listed(Window window, Page page) {}

  /**
   * @param rest where an earlier page ended; null to begin
   */
  public Page list(Caller caller, EntryFilter filter, @Nullable Window rest, int limit) {
    UUID tenant = caller.tenant().id();
    return onRecord
        .read(
            caller,
            Asked.filtered(Asked.of(caller, "entries"), filter),
            () -> {
              Window window = rest == null ? Window.of(log.size()) : rest;
              return new Listed(
                  window, Page.of(log.list(tenant, filter, window, limit + 1), window, limit));
            },
            (asked, listed) -> told(asked, listed.window(), listed.page()))
        .page();
  }

  public Optional<Entry> find(Caller caller, long leafIndex) {
    return onRecord.read(
        caller,
        Asked.of(caller, "entry").detail("leafIndex", leafIndex),
        () -> log.find(caller.tenant().id(), leafIndex),
        (asked, entry) ->
            entry.isPresent() ? asked.detail("returned", 1) : asked.refused("no-such-entry"));
  }

  /**
   * @param most how many values are told one by one
   */
  public Counted count(Caller caller, EntryFilter filter, Counts.By by, int most) {
    return onRecord.read(
        caller,
        Asked.filtered(Asked.of(caller, "counts").detail("by", by.name()), filter),
        () -> {
          Window window = Window.of(log.size());
          return new Counted(
              counting.count(caller.tenant().id(), filter, window, by, most), window.below());
        },
        (asked, counted) ->
            asked
                .detail("belowLeaf", counted.belowLeaf())
                .detail("total", counted.counts().total())
                .detail("returned", counted.counts().most().size()));
  }

  static AuditRecord told(AuditRecord asked, Window window, Page page) {
    return asked
        .detail("fromLeaf", window.from())
        .detail("belowLeaf", window.below())
        .detail("returned", page.entries().size());
  }
}
