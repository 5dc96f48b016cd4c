package jp.meishigura.audit.domain.outlet;

import java.time.Duration;
import java.util.OptionalLong;
import java.util.UUID;

/**
 * How far an outlet has come with a tenant's entries, and which instance of the service sends. All
 * calls happen in a transaction of that tenant.
 */
public interface Positions {

  /**
   * Becomes the one who sends, for so long, unless another is.
   *
   * @return the first leaf index that was not delivered; empty where another one sends
   */
  OptionalLong hold(String outlet, UUID tenant, UUID holder, Duration lease);

  /**
   * Keeps that everything below this leaf index was delivered, and holds on. It never goes back.
   *
   * @return false where another one sends meanwhile, and nothing was kept
   */
  boolean advance(String outlet, UUID tenant, UUID holder, long next, Duration lease);

  /** Lets another one send at once. */
  void release(String outlet, UUID tenant, UUID holder);

  /** The first leaf index that was not delivered. */
  long next(String outlet, UUID tenant);
}
