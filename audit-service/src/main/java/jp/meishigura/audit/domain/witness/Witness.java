package jp.meishigura.audit.domain.witness;

/** Somebody outside who watches that the log only grows. Nothing that it says is believed. */
@FunctionalInterface
public interface Witness {

  /** Submits a checkpoint and waits for the answer, for a bounded time. */
  Answer add(Submission submission);

  /** What a witness may answer. */
  sealed interface Answer {

    /**
     * @param lines said to be cosignatures
     */
    record Cosigned(String lines) implements Answer {}

    /**
     * It has last seen the log with another size than it was told.
     *
     * @param size that it has seen
     */
    record Knows(long size) implements Answer {}

    record Refused(int status) implements Answer {}

    /**
     * @param why without a word of the witness's
     */
    record Nothing(String why) implements Answer {}
  }
}
