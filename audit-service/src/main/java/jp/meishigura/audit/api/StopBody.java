package jp.meishigura.audit.api;

import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * @param person whose keys are stopped
 * @param reason a word for the log: no text, which would name people
 */
record StopBody(
    @NotNull @Schema(description = "The subject of the person's tokens, as in the log's actor.")
        UUID person,
    @NotNull
        @Pattern(
            regexp = LiftBody.WORD,
            message = "be a word for the log: small letters, digits and hyphens")
        String reason) {}
