package jp.meishigura.consent.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.Optional;
import jp.meishigura.consent.domain.delivery.DeliveryFault;
import jp.meishigura.consent.domain.delivery.DeliveryState;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** How a mail fares. */
@Schema(name = "Delivery")
@JsonInclude(JsonInclude.Include.NON_NULL)
record DeliveryView(
    @Schema(
            description = "A mail that is being sent counts as queued.",
            enumeration = {"queued", "sent", "failed"})
        String state,
    int attempts,
    @Schema(description = "When the next attempt is due.") @Nullable Instant nextAttemptAt,
    @Schema(description = "When the mail server took it, or when it was given up.")
        @Nullable Instant endedAt,
    @Schema(
            description =
                "Why the last attempt failed: no-such-card, no-such-channel, address-unusable,"
                    + " mail-refused, subject-erased, contacts-unavailable,"
                    + " mail-server-unavailable, unexpected.")
        @Nullable String reason,
    @Schema(description = "What would help.") @Nullable String detail) {

  static DeliveryView of(DeliveryState state) {
    return switch (state) {
      case DeliveryState.Queued(int attempts, Instant due, Optional<DeliveryFault> fault) ->
          new DeliveryView(
              "queued",
              attempts,
              due,
              null,
              fault.map(DeliveryFault::slug).orElse(null),
              fault.map(DeliveryView::help).orElse(null));
      case DeliveryState.Sending(int attempts, Instant lease) ->
          new DeliveryView("queued", attempts, null, null, null, null);
      case DeliveryState.Sent(int attempts, Instant at) ->
          new DeliveryView("sent", attempts, null, at, null, null);
      case DeliveryState.Failed(int attempts, Instant at, DeliveryFault fault) ->
          new DeliveryView("failed", attempts, null, at, fault.slug(), help(fault));
    };
  }

  private static String help(DeliveryFault fault) {
    return switch (fault) {
      case NO_SUCH_CARD -> "Your organization has no card with this id.";
      case NO_SUCH_CHANNEL -> "The card has no e-mail address: add one and ask again.";
      case ADDRESS_UNUSABLE -> "No mail can be sent to the card's address: mend it and ask again.";
      case MAIL_REFUSED -> "The mail server refuses the recipient: check the card's address.";
      case SUBJECT_ERASED -> "The person was erased before the mail had left: nothing is sent.";
      case CONTACTS_UNAVAILABLE -> "contacts-service does not answer; it is tried again.";
      case MAIL_SERVER_UNAVAILABLE -> "The mail server does not answer; it is tried again.";
      case UNEXPECTED -> "Something failed on our side; it is tried again.";
    };
  }
}
