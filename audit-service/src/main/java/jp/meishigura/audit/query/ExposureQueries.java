package jp.meishigura.audit.query;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import jp.meishigura.audit.Config;
import jp.meishigura.audit.domain.exposure.Exposure;
import jp.meishigura.audit.domain.exposure.ExposureQuestion;
import jp.meishigura.audit.domain.exposure.ExposureTotals;
import jp.meishigura.audit.domain.exposure.Exposures;
import jp.meishigura.audit.domain.exposure.Origin;
import jp.meishigura.audit.domain.log.EntryFilter;
import jp.meishigura.audit.domain.log.Log;
import jp.meishigura.audit.domain.log.Page;
import jp.meishigura.audit.domain.log.Window;
import jp.meishigura.platform.audit.AuditRecord;
import jp.meishigura.platform.caller.Caller;
import jp.meishigura.platform.problem.Problem;
import jp.meishigura.platform.tx.TenantTransactions;
import org.jspecify.annotations.Nullable;

/** Whose data somebody saw, and who saw somebody's data. */
@ApplicationScoped
public class ExposureQueries {

  private final OnRecord onRecord;
  private final TenantTransactions transactions;
  private final Log log;
  private final Exposures exposures;
  private final Config config;

  ExposureQueries(
      OnRecord onRecord,
      TenantTransactions transactions,
      Log log,
      Exposures exposures,
      Config config) {
    this.onRecord = onRecord;
    this.transactions = transactions;
    this.log = log;
    this.exposures = exposures;
    this.config = config;
  }

  /**
   * A report that is on record and may be told.
   *
   * @param window the log as it was: what is told of it later is what was added up
   */
  public record Report(ExposureQuestion question, Window window, ExposureTotals totals) {}

  /** Hears a report, part by part. */
  public interface Listener {
    void origin(Origin origin);

    /** All origins were told; exposures follow. */
    void endOfOrigins();

    void exposure(Exposure exposure);
  }

  private record Listed(Window window, Page page) {}

  /**
   * Adds the report up and puts it on record, before any of it leaves.
   *
   * @param format in which it is going to leave
   */
  public Report report(Caller caller, ExposureQuestion question, String format) {
    AuditRecord asked =
        Asked.of(caller, "exposure")
            .detail(
                "filter",
                Map.of(
                    "actor", question.actor(),
                    "from", question.from().toString(),
                    "to", question.to().toString()))
            .detail("format", format);
    if (question.span().compareTo(config.reportSpan()) > 0) {
      onRecord.refuse(caller, asked, "span-too-wide");
      throw Problem.of(422, "span-too-wide", "A report is about a shorter time than this")
          .detail("Ask for several reports, each about at most days days.")
          .with("days", config.reportSpan().toDays())
          .exception();
    }
    return onRecord.read(
        caller,
        asked,
        () -> {
          Window window = Window.of(log.size());
          return new Report(
              question, window, exposures.totals(caller.tenant().id(), question, window));
        },
        (record, report) ->
            record
                .detail("belowLeaf", report.window().below())
                .detail("entries", report.totals().entries())
                .detail("cards", report.totals().cards())
                .detail("sightings", report.totals().sightings()));
  }

  /**
   * Tells where cards were seen from, and which.
   *
   * @throws jp.meishigura.audit.domain.log.TakesTooLong when it cannot be told to its end
   */
  public void tell(Caller caller, Report report, Listener listener) {
    UUID tenant = caller.tenant().id();
    transactions.run(
        caller.tenant(),
        () -> {
          exposures.origins(tenant, report.question(), report.window(), listener::origin);
          listener.endOfOrigins();
          exposures.exposures(tenant, report.question(), report.window(), listener::exposure);
        });
  }

  /**
   * Entries that show a card: who saw the data of the person on it.
   *
   * @param times only its times are looked at
   * @param rest where an earlier page ended; null to begin
   */
  public Page accesses(
      Caller caller, UUID card, EntryFilter times, @Nullable Window rest, int limit) {
    UUID tenant = caller.tenant().id();
    Map<String, Object> filter = new TreeMap<>();
    Asked.put(filter, "from", times.from());
    Asked.put(filter, "to", times.to());
    return onRecord
        .read(
            caller,
            Asked.of(caller, "accesses").card(card).detail("filter", filter),
            () -> {
              Window window = rest == null ? Window.of(log.size()) : rest;
              return new Listed(
                  window,
                  Page.of(
                      exposures.accesses(tenant, card, times.from(), times.to(), window, limit + 1),
                      window,
                      limit));
            },
            (asked, listed) -> AuditedQueries.told(asked, listed.window(), listed.page()))
        .page();
  }
}
