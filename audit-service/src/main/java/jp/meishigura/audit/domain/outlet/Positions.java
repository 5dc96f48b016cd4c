package jp.meishigura.audit.domain.outlet;

import java.time.Duration;
import java.util.Optional;
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
   * Keeps that everything below this leaf index was delivered, and holds on. It does not go back.
   *
   * @return false where another one sends meanwhile, and nothing was kept
   */
  boolean advance(String outlet, UUID tenant, UUID holder, long next, Duration lease);

  /** Which receiver the position is about; empty before one was met. */
  Optional<String> receiver(String outlet, UUID tenant);

  /**
   * From now on the position is about this receiver, and here; this alone sets it back.
   *
   * @return false where another one sends meanwhile, and nothing was kept
   */
  boolean meet(String outlet, UUID tenant, UUID holder, String receiver, long next);

  /** Lets another one send at once. */
  void release(String outlet, UUID tenant, UUID holder);

  /** The first leaf index that was not delivered. */
  long next(String outlet, UUID tenant);
}
