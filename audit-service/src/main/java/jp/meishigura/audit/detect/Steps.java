package jp.meishigura.audit.detect;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.UUID;
import jp.meishigura.audit.detect.notice.Notices;
import jp.meishigura.audit.domain.detect.Change;
import jp.meishigura.audit.domain.detect.Choice;
import jp.meishigura.audit.domain.detect.Choices;
import jp.meishigura.audit.domain.detect.Detector;
import jp.meishigura.audit.domain.finding.FindingBook;
import jp.meishigura.audit.domain.log.Action;
import jp.meishigura.audit.domain.log.AuditEvent;
import jp.meishigura.audit.domain.outlet.ChainedEntry;
import jp.meishigura.audit.domain.outlet.Positions;
import jp.meishigura.audit.domain.outlet.Tail;
import jp.meishigura.platform.caller.Tenant;
import jp.meishigura.platform.service.ServiceName;
import jp.meishigura.platform.tx.TenantScope;
import jp.meishigura.platform.tx.TenantTransactions;
import org.jspecify.annotations.Nullable;

/**
 * Goes on in a tenant's log. Position, findings and what follows from them are one transaction: who
 * is killed finds all of it, or none.
 */
@ApplicationScoped
class Steps {

  /** The position is kept beside those of outlets. */
  static final String NAME = "detections";

  private final TenantTransactions transactions;
  private final Tail tail;
  private final Positions positions;
  private final FindingBook findings;
  private final Choices choices;
  private final Openings openings;
  private final Notices notices;
  private final ServiceName service;
  private final DetectionsConfig config;

  Steps(
      TenantTransactions transactions,
      Tail tail,
      Positions positions,
      FindingBook findings,
      Choices choices,
      Openings openings,
      Notices notices,
      ServiceName service,
      DetectionsConfig config) {
    this.transactions = transactions;
    this.tail = tail;
    this.positions = positions;
    this.findings = findings;
    this.choices = choices;
    this.openings = openings;
    this.notices = notices;
    this.service = service;
    this.config = config;
  }

  /** What came of a step. */
  sealed interface Outcome {
    /** Another instance looks at this tenant's log. */
    record Elsewhere() implements Outcome {}

    /** What is counted is not what the position says. */
    record Behind(long next) implements Outcome {}

    /** The tenant's people have set something else. */
    record Ruled(@Nullable Choice choice) implements Outcome {}

    /**
     * @param more whether there may be further entries
     */
    record Went(long next, List<Change> changes, boolean more) implements Outcome {}
  }

  /**
   * Looks at the next entries.
   *
   * @param since findings are opened from this leaf on
   */
  Outcome step(TenantWatch watch, UUID holder, long since) {
    return transactions.call(
        unnamed(watch),
        () -> {
          OptionalLong held = positions.hold(NAME, watch.tenant(), holder, config.lease());
          if (held.isEmpty()) {
            return new Outcome.Elsewhere();
          }
          @Nullable Choice choice = choices.of(watch.tenant()).orElse(null);
          if (watch.revision() != (choice == null ? 0 : choice.revision())) {
            return new Outcome.Ruled(choice);
          }
          long next = held.getAsLong();
          TenantWatch.@Nullable Counted counted = watch.counted();
          return counted == null || counted.next() != next
              ? new Outcome.Behind(next)
              : look(watch, counted, holder, since);
        });
  }

  private Outcome look(TenantWatch watch, TenantWatch.Counted counted, UUID holder, long since) {
    List<ChainedEntry> entries = tail.read(watch.tenant(), counted.next(), config.batch());
    if (entries.isEmpty()) {
      return new Outcome.Went(counted.next(), List.of(), false);
    }
    List<Change> changes = new ArrayList<>();
    for (ChainedEntry chained : entries) {
      if (chained.leafIndex() < since) {
        counted.detector().learn(chained.entry());
      } else {
        changes.addAll(counted.detector().apply(chained.entry()));
      }
    }
    counted.detector().sweep();
    AuditEvent event = entries.getLast().entry().event();
    List<Change> last = Detector.last(changes);
    TenantScope.named(new Tenant(watch.tenant(), event.tenantAlias()), () -> openings.keep(last));
    entries.stream().filter(one -> one.leafIndex() >= since).forEach(this::tell);
    long next = entries.getLast().leafIndex() + 1;
    if (!positions.advance(NAME, watch.tenant(), holder, next, config.lease())) {
      throw new IllegalStateException("Another instance looks at this tenant's log meanwhile.");
    }
    return new Outcome.Went(next, last, entries.size() == config.batch());
  }

  /** A finding is told when it is in the log: as its entry, with its leaf index. */
  private void tell(ChainedEntry chained) {
    AuditEvent event = chained.entry().event();
    if (event.action().equals(Action.FINDING_OPEN.slug())
        && event.service().equals(service.value())
        && event.details().get("finding") instanceof String finding) {
      notices.add(event.tenant(), UUID.fromString(finding), chained.leafIndex());
    }
  }

  /** Counts as if nothing had happened in between: the end of the log below a position again. */
  TenantWatch.Counted recount(TenantWatch watch, long next) {
    Detector detector = watch.fresh();
    long leaf = transactions.call(unnamed(watch), () -> begin(watch, detector, next));
    while (leaf < next) {
      long from = leaf;
      List<ChainedEntry> entries =
          transactions.call(unnamed(watch), () -> tail.read(watch.tenant(), from, config.batch()));
      for (ChainedEntry chained : entries) {
        if (chained.leafIndex() < next) {
          detector.learn(chained.entry());
        }
      }
      leaf = entries.isEmpty() ? next : entries.getLast().leafIndex() + 1;
    }
    return new TenantWatch.Counted(detector, next);
  }

  private long begin(TenantWatch watch, Detector detector, long next) {
    findings.last(watch.tenant()).forEach(detector::learn);
    long newest = tail.back(watch.tenant(), next, 1);
    return tail.read(watch.tenant(), newest, 1).stream()
        .filter(chained -> chained.leafIndex() < next)
        .findFirst()
        .map(chained -> tail.since(lookback(detector, chained)))
        .orElse(next);
  }

  private static Instant lookback(Detector detector, ChainedEntry newest) {
    return Detector.time(newest.entry()).minus(detector.lookback());
  }

  void release(TenantWatch watch, UUID holder) {
    transactions.run(unnamed(watch), () -> positions.release(NAME, watch.tenant(), holder));
  }

  /** Its alias is in its entries. */
  private static Tenant unnamed(TenantWatch watch) {
    return new Tenant(watch.tenant(), "");
  }
}
