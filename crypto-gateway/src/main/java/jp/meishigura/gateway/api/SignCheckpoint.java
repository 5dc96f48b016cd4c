package jp.meishigura.gateway.api;

import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * @param data the text of the checkpoint's note, in Base64
 */
record SignCheckpoint(
    @NotNull
        @Size(min = 1, max = Rules.CHECKPOINT_BYTES)
        @Schema(implementation = String.class, format = "byte")
        byte[] data) {}
