package jp.meishigura.consent.domain.consent;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * Where the consent of one card for one purpose stands; derived from its events, never stored. Only
 * {@link Erased} follows from no event.
 */
public sealed interface ConsentState {

  /** Nobody has asked. */
  record Unasked() implements ConsentState {}

  /** Asked, not answered. */
  record Open(UUID request, Instant since) implements ConsentState {}

  /** Agreed; until it expires or is withdrawn. */
  record Standing(UUID request, Instant since, Instant validUntil) implements ConsentState {}

  /** Declined. */
  record Declined(UUID request, Instant since) implements ConsentState {}

  /** Taken back. */
  record TakenBack(UUID request, Instant since) implements ConsentState {}

  /**
   * The person was erased, whatever was said before: nothing is asked or answered any more, for any
   * purpose.
   */
  record Erased() implements ConsentState {}

  /** The state after all events, oldest first. */
  static ConsentState after(List<ConsentEvent> events) {
    ConsentState state = new Unasked();
    for (ConsentEvent event : events) {
      state = state.then(event);
    }
    return state;
  }

  /** What has happened has happened: every event leads somewhere, whatever was before. */
  default ConsentState then(ConsentEvent event) {
    return switch (event) {
      case ConsentEvent.Requested(UUID request, Instant at) -> new Open(request, at);
      case ConsentEvent.Given(UUID request, Instant at, Instant until) ->
          new Standing(request, at, until);
      case ConsentEvent.Refused(UUID request, Instant at) -> new Declined(request, at);
      case ConsentEvent.Withdrawn(UUID request, Instant at) -> new TakenBack(request, at);
    };
  }

  /** The request that the state goes back to; empty when nobody has asked, or nobody may. */
  default Optional<UUID> currentRequest() {
    return switch (this) {
      case Unasked _, Erased _ -> Optional.empty();
      case Open open -> Optional.of(open.request());
      case Standing standing -> Optional.of(standing.request());
      case Declined declined -> Optional.of(declined.request());
      case TakenBack takenBack -> Optional.of(takenBack.request());
    };
  }

  default boolean isOf(UUID request) {
    return currentRequest().filter(request::equals).isPresent();
  }

  /** Whether it goes back to another request than this one. */
  default boolean isOfAnother(UUID request) {
    return currentRequest().filter(current -> !current.equals(request)).isPresent();
  }

  /** The status in the vocabulary; a consent expires by the clock, without an event. */
  default ConsentStatus status(Instant now) {
    return switch (this) {
      case Unasked _, Erased _ -> ConsentStatus.CONSENT_UNKNOWN;
      case Open _ -> ConsentStatus.CONSENT_REQUESTED;
      case Standing standing ->
          now.isBefore(standing.validUntil())
              ? ConsentStatus.CONSENT_GIVEN
              : ConsentStatus.CONSENT_EXPIRED;
      case Declined _ -> ConsentStatus.CONSENT_REFUSED;
      case TakenBack _ -> ConsentStatus.CONSENT_WITHDRAWN;
    };
  }
}
