package jp.meishigura.audit.api;

import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** Why a finding needs nothing more, or what is done about it. A word: it is on record. */
@Schema(name = "AcknowledgeFinding")
public record AcknowledgeBody(
    @Schema(
            required = true,
            enumeration = {"expected-work", "false-alarm", "incident", "other"})
        @Nullable String reason) {}
