package jp.meishigura.consent.domain.consent;

import java.time.Instant;
import java.util.UUID;

/**
 * A request for consent. It holds no personal data: the card is known by its id, and where to send
 * is asked when it is sent.
 *
 * @param channel {@code email}
 * @param askedBy pseudonymous: a token's subject
 */
public record ConsentRequest(
    UUID id,
    UUID card,
    String purpose,
    int purposeVersion,
    String channel,
    String askedBy,
    Instant askedAt) {

  /** The one channel there is. */
  public static final String EMAIL = "email";
}
