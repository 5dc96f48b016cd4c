package jp.meishigura.audit.stop;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import jp.meishigura.audit.domain.log.Action;
import jp.meishigura.audit.domain.stop.Cause;
import jp.meishigura.audit.domain.stop.ReleaseStop;
import jp.meishigura.audit.domain.stop.StopBook;
import jp.meishigura.audit.domain.stop.StopNews;
import jp.meishigura.platform.audit.AuditRecord;
import jp.meishigura.platform.audit.AuditTrail;
import jp.meishigura.platform.caller.Caller;
import jp.meishigura.platform.problem.Problem;
import jp.meishigura.platform.problem.ProblemException;
import jp.meishigura.platform.tx.TenantTransactions;

/** Where people look at stops, set them by hand and lift them. Refusals go on record, too. */
@ApplicationScoped
public class StopDesk {

  private final TenantTransactions transactions;
  private final StopBook book;
  private final StopNews news;
  private final AuditTrail trail;
  private final Clock clock;

  StopDesk(
      TenantTransactions transactions,
      StopBook book,
      StopNews news,
      AuditTrail trail,
      Clock clock) {
    this.transactions = transactions;
    this.book = book;
    this.news = news;
    this.trail = trail;
    this.clock = clock;
  }

  /** The tenant's stops, the last change first; reading them is on record. */
  public List<ReleaseStop> list(Caller caller, boolean lifted, int limit) {
    return transactions.call(
        caller.tenant(),
        () -> {
          List<ReleaseStop> stops = book.list(lifted, limit);
          trail.record(
              AuditRecord.of(Action.AUDIT_QUERY.slug(), caller)
                  .detail("kind", "release-stops")
                  .detail("returned", stops.size()));
          return stops;
        });
  }

  /**
   * Stops a person. Who is stopped stays so for the first cause's sake, and the answer is that
   * stop.
   *
   * @param reason a word that the log shows
   */
  public ReleaseStop stop(Caller caller, UUID person, String reason) {
    return transactions.call(
        caller.tenant(),
        () -> {
          ReleaseStop last = book.hold(person).orElse(null);
          Optional<ReleaseStop> begun =
              ReleaseStop.begin(person, last, new Cause.ByHand(caller.id(), reason), now());
          begun.ifPresent(this::change);
          ReleaseStop stop = begun.or(() -> Optional.ofNullable(last)).orElseThrow();
          trail.record(
              record(Action.RELEASE_STOP_SET, caller, stop, begun.isPresent())
                  .detail("reason", reason));
          return stop;
        });
  }

  /**
   * Ends a stop, of somebody else.
   *
   * @param reason a word that the log shows
   * @throws ProblemException 403 for one's own stop, 404 when none is in force
   */
  public ReleaseStop lift(Caller caller, UUID person, String reason) {
    AuditRecord asked =
        AuditRecord.of(Action.RELEASE_STOP_LIFT.slug(), caller)
            .detail("person", person)
            .detail("reason", reason);
    if (caller.id().equalsIgnoreCase(person.toString())) {
      transactions.run(caller.tenant(), () -> trail.record(asked.refused("own-stop")));
      throw ownStop();
    }
    return transactions
        .call(caller.tenant(), () -> lift(caller, person, reason, asked))
        .orElseThrow(StopDesk::noSuchStop);
  }

  private Optional<ReleaseStop> lift(Caller caller, UUID person, String reason, AuditRecord asked) {
    Optional<ReleaseStop> lifted =
        book.hold(person).flatMap(last -> last.lifted(caller.id(), reason, now()));
    lifted.ifPresentOrElse(
        stop -> {
          change(stop);
          trail.record(
              record(Action.RELEASE_STOP_LIFT, caller, stop, true).detail("reason", reason));
        },
        () -> trail.record(asked.refused("no-such-stop")));
    return lifted;
  }

  private void change(ReleaseStop stop) {
    book.keep(stop);
    news.tell(stop);
  }

  private static AuditRecord record(Action action, Caller caller, ReleaseStop stop, boolean moved) {
    return StopRecords.of(action, AuditRecord.Actor.of(caller), stop, moved);
  }

  /** As PostgreSQL keeps it. */
  private Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.MICROS);
  }

  private static ProblemException ownStop() {
    return Problem.of(403, "own-stop", "Nobody lifts a stop of their own")
        .detail("Ask another privacy officer of your organization.")
        .exception();
  }

  private static ProblemException noSuchStop() {
    return Problem.of(404, "no-such-stop", "Key release is not stopped for this person")
        .detail("GET /v1/release-stops lists who is stopped.")
        .exception();
  }
}
