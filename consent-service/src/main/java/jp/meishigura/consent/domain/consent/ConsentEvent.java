package jp.meishigura.consent.domain.consent;

import java.time.Instant;
import java.util.UUID;

/**
 * Something that happened to the consent of one card for one purpose. Events are only ever added.
 */
public sealed interface ConsentEvent {

  /** The request that this belongs to. */
  UUID request();

  Instant at();

  /** Somebody asked. */
  record Requested(UUID request, Instant at) implements ConsentEvent {}

  /**
   * The person agreed.
   *
   * @param validUntil exclusive: from this instant on the consent has expired
   */
  record Given(UUID request, Instant at, Instant validUntil) implements ConsentEvent {}

  /** The person declined. */
  record Refused(UUID request, Instant at) implements ConsentEvent {}

  /** The person took the consent back. */
  record Withdrawn(UUID request, Instant at) implements ConsentEvent {}

  /** What the event is called in the vocabulary. */
  default ConsentStatus status() {
    return switch (this) {
      case Requested _ -> ConsentStatus.CONSENT_REQUESTED;
      case Given _ -> ConsentStatus.CONSENT_GIVEN;
      case Refused _ -> ConsentStatus.CONSENT_REFUSED;
      case Withdrawn _ -> ConsentStatus.CONSENT_WITHDRAWN;
    };
  }
}
