package jp.meishigura.audit.domain.witness;

import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import org.jspecify.annotations.Nullable;

/** What is kept of witnesses. All calls happen in a transaction. */
public interface Watch {

  /**
   * How far a witness is.
   *
   * @param size of the newest checkpoint that it has cosigned, 0 for none
   * @param failures in a row
   * @param newest when it has cosigned last; null for never
   */
  record State(long size, int failures, @Nullable Instant newest) {}

  State of(String vkey);

  /**
   * Takes over a witness for a while, if nobody has and it is time to ask it.
   *
   * @param lease after which others may, should this process die
   */
  boolean claim(String vkey, Duration lease);

  /** Keeps a verified cosignature on the checkpoint of that size. */
  void cosigned(long size, Cosignature cosignature);

  /**
   * @param pause before the witness is asked again
   */
  void failed(String vkey, Duration pause);

  /** How many of these keys have cosigned the checkpoint of that size. */
  int count(long size, Collection<String> vkeys);
}
