package jp.meishigura.audit.store;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import java.util.stream.LongStream;
import jp.meishigura.audit.SyntheticLog;
import jp.meishigura.audit.domain.exposure.ExposureQuestion;
import jp.meishigura.audit.domain.log.Action;
import jp.meishigura.audit.domain.log.Counts;
import jp.meishigura.audit.domain.log.Decision;
import jp.meishigura.audit.domain.log.EntryFilter;
import jp.meishigura.audit.domain.log.Window;
import org.jspecify.annotations.Nullable;

/** Every kind of question that people ask the log, as the statement that PostgreSQL gets. */
final class QueryKinds {

  private final UUID tenant;
  private final Window log;
  private final Instant from;
  private final Instant to;
  private final Window part;
  private final String actor;
  private final UUID card;

  /**
   * @param part what {@link LeafTimes} makes of the time
   */
  QueryKinds(UUID tenant, Window log, Instant from, Instant to, Window part, int draw) {
    this.tenant = tenant;
    this.log = log;
    this.from = from;
    this.to = to;
    this.part = part;
    this.actor = SyntheticLog.actor(10 + draw * 7 % 200);
    this.card = SyntheticLog.card(1_000 + draw * 131 % 90_000);
  }

  Map<String, EntryQuery> all() {
    Map<String, EntryQuery> kinds = new LinkedHashMap<>();
    kinds.put("first page", listing(filter(null, null, null, null, null), log));
    kinds.put(
        "a page in the middle",
        listing(filter(null, null, null, null, null), new Window(log.below() / 2, log.below())));
    kinds.put("by person", listing(filter(actor, null, null, null, null), log));
    kinds.put("by card", listing(filter(null, card, null, null, null), log));
    kinds.put("by action", listing(filter(null, null, Action.CARD_REVEAL, null, null), log));
    kinds.put("by purpose", listing(filter(null, null, null, null, "purpose-3"), log));
    kinds.put("by decision", listing(filter(null, null, null, Decision.refused, null), log));
    kinds.put(
        "by person, action, purpose",
        listing(filter(actor, null, Action.CARD_REVEAL, null, "purpose-3"), log));
    kinds.put("by time", listing(timed(filter(null, null, null, null, null)), part));
    kinds.put("by person and time", listing(timed(filter(actor, null, null, null, null)), part));
    kinds.put(
        "by action and time",
        listing(timed(filter(null, null, Action.CARD_REVEAL, null, null)), part));
    kinds.put("one entry", EntryQuery.single(tenant, log.below() / 3));
    for (Counts.By by : Counts.By.values()) {
      kinds.put(
          "counts by " + by + " of a time",
          EntryQuery.counts(tenant, timed(filter(null, null, null, null, null)), part, by, 1_000));
    }
    kinds.put(
        "counts by action of a person",
        EntryQuery.counts(
            tenant, filter(actor, null, null, null, null), log, Counts.By.action, 1_000));
    kinds.put(
        "counts by actor of refusals",
        EntryQuery.counts(
            tenant, filter(null, null, null, Decision.refused, null), log, Counts.By.actor, 1_000));
    ExposureQuestion question = new ExposureQuestion(actor, from, to);
    kinds.put("exposure, totals", ExposureQuery.totals(tenant, question, part));
    kinds.put("exposure, origins", ExposureQuery.origins(tenant, question, part));
    kinds.put("exposure, report", ExposureQuery.exposures(tenant, question, part));
    kinds.put("accesses to a card", ExposureTable.sightings(tenant, card, null, null, log, 101));
    kinds.put(
        "accesses to a card, entries",
        EntryQuery.at(
            tenant, LongStream.range(1, 101).mapToObj(n -> n * (log.below() / 102)).toList()));
    return kinds;
  }

  private EntryQuery listing(EntryFilter filter, Window window) {
    return EntryQuery.listing(tenant, filter, window, 101);
  }

  private EntryFilter timed(EntryFilter one) {
    return new EntryFilter(
        one.actor(), one.card(), one.action(), from, to, one.decision(), one.purpose());
  }

  private static EntryFilter filter(
      @Nullable String actor,
      @Nullable UUID card,
      @Nullable Action action,
      @Nullable Decision decision,
      @Nullable String purpose) {
    return new EntryFilter(actor, card, action, null, null, decision, purpose);
  }
}
