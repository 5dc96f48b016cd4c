package jp.meishigura.audit.detect;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.UUID;
import jp.meishigura.audit.domain.detect.Change;
import jp.meishigura.audit.domain.finding.Finding;
import jp.meishigura.audit.domain.finding.FindingBook;
import jp.meishigura.audit.domain.log.Action;
import jp.meishigura.audit.domain.stop.ReleaseStops;
import jp.meishigura.platform.audit.AuditRecord;
import jp.meishigura.platform.audit.AuditTrail;
import jp.meishigura.platform.service.ServiceName;
import org.jspecify.annotations.Nullable;

/** What follows from a finding, in the transaction that it is kept in. */
@ApplicationScoped
class Openings {

  /** So many leaf indexes are in the record; the finding itself has more. */
  private static final int NAMED = 20;

  private final FindingBook findings;
  private final ReleaseStops stops;
  private final AuditTrail trail;
  private final ServiceName service;

  Openings(FindingBook findings, ReleaseStops stops, AuditTrail trail, ServiceName service) {
    this.findings = findings;
    this.stops = stops;
    this.trail = trail;
    this.service = service;
  }

  void keep(List<Change> changes) {
    for (Change change : changes) {
      findings.keep(change.finding());
      if (change.opened()) {
        opened(change);
      }
    }
  }

  /** A finding about the log itself; on record when it is new. */
  void keepOfLog(Finding finding) {
    boolean known = findings.find(finding.tenant(), finding.id()).isPresent();
    findings.keep(finding);
    if (!known) {
      trail.record(record(finding, false));
    }
  }

  private void opened(Change change) {
    Finding finding = change.finding();
    @Nullable UUID person = finding.person();
    boolean stopped = change.rule().stopsKeyRelease() && person != null;
    trail.record(record(finding, stopped));
    if (stopped && person != null) {
      stops.stop(finding.tenant(), person, finding.id(), finding.rule());
    }
  }

  private AuditRecord record(Finding finding, boolean stopped) {
    List<Long> evidence = finding.evidence();
    AuditRecord record =
        AuditRecord.of(Action.FINDING_OPEN.slug(), AuditRecord.Actor.system(service.value()))
            .card(finding.card())
            .detail("finding", finding.id().toString())
            .detail("rule", finding.rule())
            .detail("title", finding.title())
            .detail("level", finding.level().name())
            .detail("group", finding.group())
            .detail("openedAt", finding.opened().toString())
            .detail("firstLeaf", finding.firstLeaf())
            .detail("lastLeaf", finding.lastLeaf())
            .detail("threshold", finding.threshold())
            .detail("events", finding.events())
            .detail(
                "evidence", evidence.subList(Math.max(0, evidence.size() - NAMED), evidence.size()))
            .detail("stopsKeyRelease", stopped);
    return finding.person() == null ? record : record.detail("person", finding.person().toString());
  }
}
