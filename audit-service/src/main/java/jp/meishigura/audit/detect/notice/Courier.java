package jp.meishigura.audit.detect.notice;

import java.util.UUID;
import jp.meishigura.audit.domain.outlet.ChainedEntry;

/** Takes findings to a receiver. */
interface Courier {

  /** Where they go, as it may be on record. */
  String to();

  /**
   * Returns when the receiver has it.
   *
   * @param entry the log's, of the finding's opening
   * @throws NotTaken when it has not, or nobody knows
   */
  void deliver(UUID finding, ChainedEntry entry) throws NotTaken, InterruptedException;

  /** Why a receiver has not taken something, without what was said to it or by it. */
  final class NotTaken extends Exception {

    private static final long serialVersionUID = 1L;

    NotTaken(String why) {
      super(why);
    }
  }
}
