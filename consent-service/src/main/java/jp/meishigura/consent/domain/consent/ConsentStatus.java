package jp.meishigura.consent.domain.consent;

/**
 * The statuses of W3C's Data Privacy Vocabulary, by their own names.
 *
 * @see <a href="https://w3id.org/dpv#ConsentStatus">dpv:ConsentStatus</a>
 */
public enum ConsentStatus {
  CONSENT_UNKNOWN("ConsentUnknown"),
  CONSENT_REQUESTED("ConsentRequested"),
  CONSENT_REQUEST_DEFERRED("ConsentRequestDeferred"),
  CONSENT_GIVEN("ConsentGiven"),
  RENEWED_CONSENT_GIVEN("RenewedConsentGiven"),
  CONSENT_REFUSED("ConsentRefused"),
  CONSENT_WITHDRAWN("ConsentWithdrawn"),
  CONSENT_REVOKED("ConsentRevoked"),
  CONSENT_EXPIRED("ConsentExpired"),
  CONSENT_INVALIDATED("ConsentInvalidated");

  private final String term;

  ConsentStatus(String term) {
    this.term = term;
  }

  /** The term in the vocabulary. */
  public String term() {
    return term;
  }

  /** dpv:ConsentStatusValidForProcessing: only a consent that stands permits processing. */
  public boolean permitsProcessing() {
    return switch (this) {
      case CONSENT_GIVEN, RENEWED_CONSENT_GIVEN -> true;
      case CONSENT_UNKNOWN,
          CONSENT_REQUESTED,
          CONSENT_REQUEST_DEFERRED,
          CONSENT_REFUSED,
          CONSENT_WITHDRAWN,
          CONSENT_REVOKED,
          CONSENT_EXPIRED,
          CONSENT_INVALIDATED ->
          false;
    };
  }
}
