package jp.meishigura.contacts.api;

import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** What a consent request is sent for, and how. */
@Schema(name = "RecipientQuestion")
public record RecipientInput(
    @NotNull @Pattern(regexp = "[a-z][a-z0-9-]{0,59}") String purpose,
    @NotNull @Pattern(regexp = "email") String channel,
    @Schema(description = "The consent request, for the record") @NotNull UUID request) {}
