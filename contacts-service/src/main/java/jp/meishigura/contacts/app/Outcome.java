package jp.meishigura.contacts.app;

import jp.meishigura.platform.audit.AuditRecord;
import jp.meishigura.platform.problem.ProblemException;

/** What a transaction decided: either way it goes on record before the caller hears of it. */
sealed interface Outcome<T> {

  AuditRecord record();

  /**
   * @param value what may leave, mostly still sealed
   */
  record Granted<T>(T value, AuditRecord record) implements Outcome<T> {}

  record Refused<T>(ProblemException problem, AuditRecord record) implements Outcome<T> {

    /** A refusal whose record names the problem. */
    static <T> Refused<T> of(ProblemException problem, AuditRecord asked) {
      return new Refused<>(problem, asked.refused(problem.problem().slug()));
    }
  }
}
