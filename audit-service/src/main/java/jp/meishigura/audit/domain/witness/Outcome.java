package jp.meishigura.audit.domain.witness;

import java.util.Locale;

/** What came of asking a witness. */
public sealed interface Outcome {

  /** One word, for metrics. */
  default String word() {
    return getClass().getSimpleName().toLowerCase(Locale.ROOT);
  }

  record Cosigned(Cosignature cosignature) implements Outcome {}

  /**
   * It remembers a log that this one does not continue: either it is at fault, or the log is.
   *
   * @param size that it names
   */
  record Conflict(long size) implements Outcome {}

  record Refused(int status) implements Outcome {}

  /** It has answered, and not with a cosignature of its key on this checkpoint, made now. */
  record Invalid() implements Outcome {}

  record Unreachable(String why) implements Outcome {}
}
