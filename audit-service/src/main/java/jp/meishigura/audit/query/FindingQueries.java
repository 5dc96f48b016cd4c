package jp.meishigura.audit.query;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import jp.meishigura.audit.domain.finding.Finding;
import jp.meishigura.audit.domain.finding.FindingBook;
import jp.meishigura.audit.domain.finding.FindingBook.Place;
import jp.meishigura.audit.domain.finding.KeptFinding;
import jp.meishigura.audit.domain.finding.KeptFinding.Reason;
import jp.meishigura.audit.domain.finding.KeptFinding.State;
import jp.meishigura.audit.domain.log.Action;
import jp.meishigura.platform.audit.AuditRecord;
import jp.meishigura.platform.audit.AuditTrail;
import jp.meishigura.platform.caller.Caller;
import jp.meishigura.platform.tx.TenantTransactions;
import org.jspecify.annotations.Nullable;

/** Findings, for those who look after them; on record like every reading. */
@ApplicationScoped
public class FindingQueries {

  private final OnRecord onRecord;
  private final TenantTransactions transactions;
  private final FindingBook findings;
  private final AuditTrail trail;

  FindingQueries(
      OnRecord onRecord, TenantTransactions transactions, FindingBook findings, AuditTrail trail) {
    this.onRecord = onRecord;
    this.transactions = transactions;
    this.findings = findings;
    this.trail = trail;
  }

  /**
   * @param rest where the next page begins; null on the last one
   */
  public record Listed(List<KeptFinding> findings, @Nullable Place rest) {}

  /** What came of an acknowledgement. */
  public sealed interface Answer {
    record Done(KeptFinding finding) implements Answer {}

    record NoSuchFinding() implements Answer {}

    /** Somebody has before. */
    record Already() implements Answer {}

    /** It is about the caller. */
    record OfOneself() implements Answer {}
  }

  public Listed list(
      Caller caller,
      @Nullable State state,
      @Nullable String rule,
      @Nullable Place after,
      int limit) {
    Map<String, Object> filter = new TreeMap<>();
    Asked.put(filter, "state", state);
    Asked.put(filter, "rule", rule);
    return onRecord.read(
        caller,
        Asked.of(caller, "findings").detail("filter", filter),
        () -> page(findings.list(caller.tenant().id(), state, rule, after, limit + 1), limit),
        (asked, listed) -> asked.detail("returned", listed.findings().size()));
  }

  private static Listed page(List<KeptFinding> found, int limit) {
    if (found.size() <= limit) {
      return new Listed(found, null);
    }
    List<KeptFinding> page = List.copyOf(found.subList(0, limit));
    Finding last = page.getLast().finding();
    return new Listed(page, new Place(last.openedLeaf(), last.id()));
  }

  public Optional<KeptFinding> find(Caller caller, UUID id) {
    return onRecord.read(
        caller,
        Asked.of(caller, "finding").detail("finding", id.toString()),
        () -> findings.find(caller.tenant().id(), id),
        (asked, finding) ->
            finding.isPresent() ? asked.detail("returned", 1) : asked.refused("no-such-finding"));
  }

  /** Whoever is meant by a finding does not say what becomes of it. */
  public Answer acknowledge(Caller caller, UUID id, Reason reason) {
    UUID tenant = caller.tenant().id();
    AuditRecord asked =
        AuditRecord.of(Action.FINDING_ACKNOWLEDGE.slug(), caller)
            .detail("finding", id.toString())
            .detail("reason", reason.slug());
    return transactions.call(
        caller.tenant(),
        () -> {
          Optional<KeptFinding> kept = findings.find(tenant, id);
          if (kept.isEmpty()) {
            trail.record(asked.refused("no-such-finding"));
            return new Answer.NoSuchFinding();
          }
          AuditRecord known = known(asked, kept.get().finding());
          if (meant(caller, kept.get().finding())) {
            trail.record(known.refused("own-finding"));
            return new Answer.OfOneself();
          }
          if (!findings.acknowledge(tenant, id, caller.id(), reason)) {
            trail.record(known.refused("finding-acknowledged"));
            return new Answer.Already();
          }
          trail.record(known);
          return new Answer.Done(findings.find(tenant, id).orElseThrow());
        });
  }

  private static boolean meant(Caller caller, Finding finding) {
    return finding.person() != null && finding.person().toString().equals(caller.id());
  }

  private static AuditRecord known(AuditRecord asked, Finding finding) {
    AuditRecord record =
        asked
            .card(finding.card())
            .detail("rule", finding.rule())
            .detail("title", finding.title())
            .detail("level", finding.level().name());
    return finding.person() == null ? record : record.detail("person", finding.person().toString());
  }
}
