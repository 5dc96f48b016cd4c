package jp.meishigura.contacts.api;

import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * Which values, and what for.
 *
 * @param purpose missing ones are refused by the gate, on record, and not here
 */
@Schema(name = "Reveal")
public record RevealInput(
    @Schema(description = "Code of a registered purpose") @Nullable String purpose,
    @Schema(examples = "[\"phone\"]") @NotNull @Size(max = 20) List<@NotNull String> fields) {}
