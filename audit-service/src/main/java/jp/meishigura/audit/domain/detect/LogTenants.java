package jp.meishigura.audit.domain.detect;

import java.util.List;
import java.util.UUID;

/** Whose logs there are. All calls happen in a system transaction. */
public interface LogTenants {

  /**
   * How far the log was looked through.
   *
   * @param since the leaf index from which on findings are opened
   */
  record Head(long next, long since) {}

  Head head();

  /** Every tenant of the log below the head. */
  List<UUID> known();

  /** The tenants of a part of the log; they are known from now on. */
  List<UUID> look(long from, long below);
}
