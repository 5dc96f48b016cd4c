package jp.meishigura.platform.tombstone;

import java.util.List;

/**
 * Erases again what a tombstone says was erased. Declare it as a bean, and the service answers
 * nobody before it was told every tombstone that there is.
 */
public interface TombstoneHandler {

  /**
   * Removes whatever there is of these subjects, in a transaction of their tenant. Each tombstone
   * comes at least once after every start: mostly there is nothing left to do.
   *
   * @param tombstones of one tenant
   */
  void apply(List<Tombstone> tombstones);
}
