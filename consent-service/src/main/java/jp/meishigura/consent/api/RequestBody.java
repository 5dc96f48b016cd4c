package jp.meishigura.consent.api;

import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** A request for consent as it is sent in. */
@Schema(name = "NewConsentRequest")
record RequestBody(
    @NotNull @Schema(description = "Whose consent: the card's id.") UUID card,
    @NotNull @Schema(description = "A purpose's code.", examples = "sales-follow-up")
        String purpose,
    @NotNull
        @Pattern(regexp = "email", message = "be email")
        @Schema(description = "How to ask.", enumeration = "email")
        String channel) {}
