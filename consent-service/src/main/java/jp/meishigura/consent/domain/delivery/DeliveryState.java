package jp.meishigura.consent.domain.delivery;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** Where a mail stands. */
public sealed interface DeliveryState {

  /**
   * Waits for its turn.
   *
   * @param attempts how often it was tried before
   * @param due not before this instant
   * @param lastFault why the last attempt failed
   */
  record Queued(int attempts, Instant due, Optional<DeliveryFault> lastFault)
      implements DeliveryState {}

  /**
   * A worker is at it.
   *
   * @param attempts how often it was tried, this attempt included
   * @param leaseUntil from then on the worker is taken for dead, and another one may take over
   */
  record Sending(int attempts, Instant leaseUntil) implements DeliveryState {}

  /** The mail server has taken it. */
  record Sent(int attempts, Instant at) implements DeliveryState {}

  /** Given up. */
  record Failed(int attempts, Instant at, DeliveryFault fault) implements DeliveryState {}

  default int attempts() {
    return switch (this) {
      case Queued queued -> queued.attempts;
      case Sending sending -> sending.attempts;
      case Sent sent -> sent.attempts;
      case Failed failed -> failed.attempts;
    };
  }

  /** Whether the person can still be expected to answer. */
  default boolean mayBeAnswered(Duration linkLifetime, Instant now) {
    return switch (this) {
      case Queued _, Sending _ -> true;
      case Sent sent -> now.isBefore(sent.at.plus(linkLifetime));
      case Failed _ -> false;
    };
  }
}
