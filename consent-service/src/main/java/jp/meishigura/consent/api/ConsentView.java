package jp.meishigura.consent.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.UUID;
import jp.meishigura.consent.domain.consent.ConsentState;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** Where a card's consent for one purpose stands. */
@Schema(name = "Consent")
@JsonInclude(JsonInclude.Include.NON_NULL)
record ConsentView(
    String purpose,
    @Schema(description = "A term of W3C DPV.", examples = "ConsentGiven") String status,
    @Schema(description = "Whether processing is permitted now; never of an erased person.")
        boolean permitsProcessing,
    @Schema(description = "The request it goes back to.") @Nullable UUID request,
    @Nullable Instant validUntil) {

  static ConsentView of(String purpose, ConsentState state, boolean erased, Instant now) {
    return new ConsentView(
        purpose,
        state.status(now).term(),
        state.status(now).permitsProcessing() && !erased,
        state.currentRequest().orElse(null),
        validUntil(state));
  }

  static @Nullable Instant validUntil(ConsentState state) {
    return state instanceof ConsentState.Standing standing ? standing.validUntil() : null;
  }
}
