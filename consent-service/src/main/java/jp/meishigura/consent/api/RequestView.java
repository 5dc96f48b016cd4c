package jp.meishigura.consent.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Clock;
import java.time.Instant;
import java.util.UUID;
import jp.meishigura.consent.domain.consent.ConsentRequest;
import jp.meishigura.consent.service.ConsentReader;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** A request for consent: how its mail fares, and apart from that what has been answered. */
@Schema(name = "ConsentRequest")
@JsonInclude(JsonInclude.Include.NON_NULL)
record RequestView(
    UUID id,
    UUID card,
    String purpose,
    int purposeVersion,
    String channel,
    @Schema(description = "Who asked: the subject of that caller's token.") String askedBy,
    Instant askedAt,
    DeliveryView delivery,
    @Schema(
            description =
                "Where the card's consent for this purpose stands, as a term of W3C DPV. Absent"
                    + " when a later request has taken this one's place.",
            examples = "ConsentRequested")
        @Nullable String status,
    @Schema(description = "When a consent that was given ends.") @Nullable Instant validUntil,
    @Schema(description = RequestView.ERASED_AT) @Nullable Instant erasedAt) {

  static final String ERASED_AT =
      "When the person was erased. The rest is how things stood then, kept as proof.";

  static RequestView of(ConsentReader.RequestView view, Clock clock) {
    ConsentRequest request = view.request();
    boolean current = view.state().isOf(request.id());
    return new RequestView(
        request.id(),
        request.card(),
        request.purpose(),
        request.purposeVersion(),
        request.channel(),
        request.askedBy(),
        request.askedAt(),
        DeliveryView.of(view.delivery()),
        current ? view.state().status(clock.instant()).term() : null,
        current ? ConsentView.validUntil(view.state()) : null,
        view.erasedAt().orElse(null));
  }
}
