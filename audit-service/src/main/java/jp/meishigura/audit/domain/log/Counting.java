package jp.meishigura.audit.domain.log;

import java.util.UUID;

/** Counts entries. All calls happen in a transaction. */
public interface Counting {

  /**
   * @param most how many values are told one by one
   * @throws TakesTooLong when there are too many entries to be counted in time
   */
  Counts count(UUID tenant, EntryFilter filter, Window window, Counts.By by, int most);
}
