package jp.meishigura.consent.domain.delivery;

import java.util.Locale;
import java.util.Optional;

/** Why a mail could not be delivered. */
public enum DeliveryFault {
  /** The tenant has no such card. */
  NO_SUCH_CARD(true),
  /** The card has no e-mail address. */
  NO_SUCH_CHANNEL(true),
  /** The card's e-mail address is none that a mail can be sent to. */
  ADDRESS_UNUSABLE(true),
  /** The mail server refuses this recipient for good (SMTP 5xx). */
  MAIL_REFUSED(true),
  /** The person was erased before the mail had left. */
  SUBJECT_ERASED(true),
  /** contacts-service or the identity provider does not answer as it should. */
  CONTACTS_UNAVAILABLE(false),
  /** The mail server cannot be reached or asks for patience (SMTP 4xx). */
  MAIL_SERVER_UNAVAILABLE(false),
  /** Something failed that nobody thought of; the log has a reference. */
  UNEXPECTED(false);

  private final boolean lasting;

  DeliveryFault(boolean lasting) {
    this.lasting = lasting;
  }

  /** Whether trying again cannot help. */
  public boolean lasting() {
    return lasting;
  }

  public String slug() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  public static Optional<DeliveryFault> ofSlug(String slug) {
    for (DeliveryFault fault : values()) {
      if (fault.slug().equals(slug)) {
        return Optional.of(fault);
      }
    }
    return Optional.empty();
  }
}
