package jp.meishigura.contacts.app;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;
import jp.meishigura.contacts.domain.sealed.Damage;
import jp.meishigura.contacts.keys.KeysUnavailable;
import jp.meishigura.contacts.keys.ReleaseStopped;
import jp.meishigura.platform.audit.AuditRecord;
import jp.meishigura.platform.audit.AuditTrail;
import jp.meishigura.platform.caller.Caller;
import jp.meishigura.platform.problem.ProblemException;
import jp.meishigura.platform.tx.Condition;
import jp.meishigura.platform.tx.Question;
import jp.meishigura.platform.tx.TenantTransactions;

/**
 * Decides and records in one transaction, and only after its commit opens what was granted: no
 * record, no data. A refusal commits its record as well, which is why it is thrown afterwards.
 */
@ApplicationScoped
class OnRecord {

  /** A second one is rare; ten in a row mean that somebody changes the card all the time. */
  private static final int ATTEMPTS = 10;

  private final TenantTransactions transactions;
  private final AuditTrail trail;
  private final ErasedMeanwhile erased;

  OnRecord(TenantTransactions transactions, AuditTrail trail, ErasedMeanwhile erased) {
    this.transactions = transactions;
    this.trail = trail;
    this.erased = erased;
  }

  /**
   * @param decide runs in the transaction of the caller's tenant
   * @param open runs after its commit, outside of any transaction
   */
  <T, R> R answer(Caller caller, Supplier<Outcome<T>> decide, Function<T, R> open) {
    return answer(caller, decide, open, decided -> true);
  }

  /**
   * The same with two round trips to the database: what is decided by is asked before, and goes on
   * record only if nothing of it has changed in the transaction that records it. Otherwise it is
   * asked and decided again.
   */
  <Q, T, R> R answer(
      Caller caller,
      Question<Q> question,
      Function<Q, Condition> unchanged,
      Function<Q, Outcome<T>> decide,
      Function<T, R> open) {
    for (int attempt = 1; attempt <= ATTEMPTS; attempt++) {
      Q known = transactions.ask(caller.tenant(), question);
      Outcome<T> outcome = decide.apply(known);
      if (trail.recordIf(caller.tenant(), outcome.record(), unchanged.apply(known))) {
        return finish(caller, outcome, open);
      }
    }
    throw Refusals.changingNow();
  }

  /**
   * The same for the first half of a change: nothing leaves yet, so that only a refusal goes on
   * record, and what is granted with the second half.
   */
  <T, R> R prepare(Caller caller, Supplier<Outcome<T>> decide, Function<T, R> work) {
    return answer(caller, decide, work, decided -> decided instanceof Outcome.Refused<T>);
  }

  private <T, R> R answer(
      Caller caller,
      Supplier<Outcome<T>> decide,
      Function<T, R> open,
      Predicate<Outcome<T>> isRecorded) {
    Outcome<T> outcome =
        transactions.call(caller.tenant(), () -> recorded(decide.get(), isRecorded));
    return finish(caller, outcome, open);
  }

  private <T> Outcome<T> recorded(Outcome<T> decided, Predicate<Outcome<T>> isRecorded) {
    if (isRecorded.test(decided)) {
      trail.record(decided.record());
    }
    return decided;
  }

  private <T, R> R finish(Caller caller, Outcome<T> outcome, Function<T, R> open) {
    return switch (outcome) {
      case Outcome.Refused<T>(var problem, var _) -> throw problem;
      case Outcome.Granted<T>(T value, AuditRecord record) -> {
        try {
          yield open.apply(value);
        } catch (ReleaseStopped e) {
          // Between the decision and the opening, or heard by crypto-gateway first.
          transactions.run(caller.tenant(), () -> trail.record(record.refused(e.slug())));
          throw e;
        } catch (KeysUnavailable e) {
          fail(caller, record, e.slug());
          throw e;
        } catch (CardDamaged e) {
          if (e.damage() == Damage.KEY_GONE && erased.isErased(caller.tenant(), e.card())) {
            throw refused(caller, record);
          }
          fail(caller, record, e.damage().slug());
          throw e;
        }
      }
    };
  }

  /** Erased between the decision and the opening. */
  private ProblemException refused(Caller caller, AuditRecord granted) {
    ProblemException gone = Refusals.noSuchCard();
    transactions.run(caller.tenant(), () -> trail.record(granted.refused(gone.problem().slug())));
    return gone;
  }

  private void fail(Caller caller, AuditRecord granted, String why) {
    transactions.run(caller.tenant(), () -> trail.record(granted.failed(why)));
  }
}
