package jp.meishigura.contacts.app;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;
import jp.meishigura.contacts.keys.KeysUnavailable;
import jp.meishigura.contacts.keys.TenantSealed;
import jp.meishigura.platform.audit.AuditRecord;
import jp.meishigura.platform.audit.AuditTrail;
import jp.meishigura.platform.caller.Caller;
import jp.meishigura.platform.tx.FirstQuery;
import jp.meishigura.platform.tx.TenantTransactions;

/**
 * Decides and records in one transaction, and only after its commit opens what was granted: no
 * record, no data. A refusal commits its record as well, which is why it is thrown afterwards.
 */
@ApplicationScoped
class OnRecord {

  private final TenantTransactions transactions;
  private final AuditTrail trail;

  OnRecord(TenantTransactions transactions, AuditTrail trail) {
    this.transactions = transactions;
    this.trail = trail;
  }

  /**
   * @param decide runs in the transaction of the caller's tenant
   * @param open runs after its commit, outside of any transaction
   */
  <T, R> R answer(Caller caller, Supplier<Outcome<T>> decide, Function<T, R> open) {
    return answer(caller, decide, open, decided -> true);
  }

  /** The same, with the answer to what the transaction asks first. */
  <Q, T, R> R answer(
      Caller caller, FirstQuery<Q> first, Function<Q, Outcome<T>> decide, Function<T, R> open) {
    Outcome<T> outcome =
        transactions.call(
            caller.tenant(), first, answer -> recorded(decide.apply(answer), decided -> true));
    return finish(caller, outcome, open);
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
        } catch (KeysUnavailable e) {
          fail(caller, record, e instanceof TenantSealed ? "tenant-sealed" : "keys-unavailable");
          throw e;
        } catch (CardDamaged e) {
          fail(caller, record, "seal-broken");
          throw e;
        }
      }
    };
  }

  private void fail(Caller caller, AuditRecord granted, String why) {
    transactions.run(caller.tenant(), () -> trail.record(granted.failed(why)));
  }
}
