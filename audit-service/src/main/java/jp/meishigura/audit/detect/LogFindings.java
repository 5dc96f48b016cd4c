package jp.meishigura.audit.detect;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import jp.meishigura.audit.domain.detect.LogFinding;
import jp.meishigura.audit.domain.finding.Finding;
import jp.meishigura.audit.domain.outlet.Positions;
import jp.meishigura.audit.domain.outlet.Tail;
import jp.meishigura.audit.domain.sequence.Streams;
import jp.meishigura.audit.domain.tree.Contradictions;
import jp.meishigura.platform.caller.Tenant;
import jp.meishigura.platform.tx.TenantTransactions;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * Findings about the log itself, for the operator's organization: records that have not come, or
 * came twice, and a log that does not continue what was signed.
 */
@ApplicationScoped
class LogFindings {

  private final TenantTransactions transactions;
  private final Streams streams;
  private final Contradictions contradictions;
  private final Positions positions;
  private final Tail tail;
  private final Openings openings;
  private final DetectionsConfig config;
  private final String alias;
  private final Clock clock;

  LogFindings(
      TenantTransactions transactions,
      Streams streams,
      Contradictions contradictions,
      Positions positions,
      Tail tail,
      Openings openings,
      DetectionsConfig config,
      @ConfigProperty(name = "meishigura.log.organization") String alias,
      Clock clock) {
    this.transactions = transactions;
    this.streams = streams;
    this.contradictions = contradictions;
    this.positions = positions;
    this.tail = tail;
    this.openings = openings;
    this.config = config;
    this.alias = alias;
    this.clock = clock;
  }

  /** One instance at a time, as for the tenant's entries: a finding is opened once. */
  void look(UUID holder) {
    config.operator().ifPresent(operator -> look(operator, holder));
  }

  private void look(UUID operator, UUID holder) {
    List<LogFinding> found =
        transactions.callAsSystem(
            () ->
                Stream.concat(
                        streams.lasting(config.gapAfter()).stream().map(LogFindings::of),
                        contradictions.now().stream().map(LogFindings::of))
                    .toList());
    if (found.isEmpty()) {
      return;
    }
    transactions.run(
        new Tenant(operator, alias),
        () -> {
          if (positions.hold(Steps.NAME, operator, holder, config.lease()).isPresent()) {
            long size = tail.size();
            for (LogFinding one : found) {
              Finding finding = one.of(operator, size, clock.instant());
              openings.keepOfLog(finding);
            }
          }
        });
  }

  private static LogFinding of(Streams.Gap gap) {
    return gap.reused()
        ? new LogFinding(
            "sequence-reused",
            "A service has given out numbers of audit records a second time",
            List.of(gap.producer(), gap.stream().toString()),
            gap.since(),
            gap.last() - gap.first() + 1)
        : new LogFinding(
            "sequence-gap",
            "Audit records of a service have not come",
            List.of(gap.producer(), gap.stream().toString(), Long.toString(gap.first())),
            gap.since(),
            gap.last() - gap.first() + 1);
  }

  private static LogFinding of(Contradictions.Contradiction contradiction) {
    return new LogFinding(
        "log-contradicts-checkpoint",
        "The log does not continue what was signed of it",
        List.of(Long.toString(contradiction.signedSize())),
        contradiction.noticed(),
        1);
  }
}
