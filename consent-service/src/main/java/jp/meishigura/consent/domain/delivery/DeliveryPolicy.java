package jp.meishigura.consent.domain.delivery;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * How patiently a mail is delivered. Pure.
 *
 * @param firstPause before the second attempt; doubles with each further one
 * @param maxPause the longest pause
 * @param maxAttempts after so many attempts it is given up
 * @param lease how long a worker may take for one attempt
 */
public record DeliveryPolicy(
    Duration firstPause, Duration maxPause, int maxAttempts, Duration lease) {

  /** A worker takes a mail, unless it is not its turn: then empty. */
  public Optional<DeliveryState.Sending> claim(DeliveryState state, Instant now) {
    boolean free =
        switch (state) {
          case DeliveryState.Queued queued -> !now.isBefore(queued.due());
          case DeliveryState.Sending sending -> !now.isBefore(sending.leaseUntil());
          case DeliveryState.Sent _, DeliveryState.Failed _ -> false;
        };
    return free
        ? Optional.of(new DeliveryState.Sending(state.attempts() + 1, now.plus(lease)))
        : Optional.empty();
  }

  /** A worker that took a mail does not try: its turn stays, and the attempt does not count. */
  public DeliveryState putBack(DeliveryState.Sending sending, Instant now) {
    return new DeliveryState.Queued(sending.attempts() - 1, now, Optional.empty());
  }

  /** The mail server took it. */
  public DeliveryState sent(DeliveryState.Sending sending, Instant now) {
    return new DeliveryState.Sent(sending.attempts(), now);
  }

  /** The attempt failed: later again, or never. */
  public DeliveryState failed(DeliveryState.Sending sending, DeliveryFault fault, Instant now) {
    return fault.lasting() || sending.attempts() >= maxAttempts
        ? new DeliveryState.Failed(sending.attempts(), now, fault)
        : new DeliveryState.Queued(
            sending.attempts(), now.plus(pauseAfter(sending.attempts())), Optional.of(fault));
  }

  /** The pause after so many attempts. */
  public Duration pauseAfter(int attempts) {
    Duration pause = firstPause;
    for (int i = 1; i < attempts && pause.compareTo(maxPause) < 0; i++) {
      pause = pause.multipliedBy(2);
    }
    return pause.compareTo(maxPause) > 0 ? maxPause : pause;
  }
}
