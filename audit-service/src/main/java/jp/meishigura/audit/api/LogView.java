package jp.meishigura.audit.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** What verifiers want to know of the log before they begin. */
@JsonInclude(JsonInclude.Include.NON_NULL)
@Schema(name = "Log")
public record LogView(
    @Schema(required = true, description = "The log's name, and its key's.") String origin,
    @Schema(
            required = true,
            description = "The keys that have signed, as vkeys (C2SP signed-note), newest first.")
        List<String> keys,
    @Schema(required = true, description = "How many entries the newest checkpoint covers.")
        long size,
    @Schema(description = "When it was signed.") @Nullable Instant at,
    @Schema(
            required = true,
            description =
                "Entries before this index are answered with 410 where a whole tile of them is"
                    + " asked for (C2SP tlog-tiles, Pruning). 0: all are published.")
        long minimumIndex,
    @Schema(
            required = true,
            description =
                "The keys of the witnesses that are asked to cosign, as vkeys. Do not take them"
                    + " from here alone: ask their owners.")
        List<String> witnesses) {

  public LogView {
    keys = List.copyOf(keys);
    witnesses = List.copyOf(witnesses);
  }
}
