package jp.meishigura.contacts.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.UUID;
import jp.meishigura.contacts.domain.imports.ImportLine;
import jp.meishigura.contacts.domain.imports.ImportSummary;
import jp.meishigura.contacts.domain.imports.RejectedRow;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** A line of an import's answer: one for each row, and a last one with {@code import}. */
@Schema(
    name = "ImportLine",
    description =
        "One JSON object per line: for each row status created with card, or rejected with reason"
            + " and detail; the last line has import, created and rejected, and stopped when it"
            + " ended early.")
@JsonInclude(JsonInclude.Include.NON_NULL)
public record ImportLineJson(
    @Schema(description = "Which file of the request, from 1") @Nullable Integer file,
    @Schema(description = "First line of the row in its file, from 1") @Nullable Long line,
    @Schema(enumeration = {"created", "rejected"}) @Nullable String status,
    @Nullable UUID card,
    @Nullable String reason,
    @Schema(description = "What to do about it") @Nullable String detail,
    @JsonProperty("import") @Nullable UUID importId,
    @Nullable Long created,
    @Nullable Long rejected,
    @Schema(description = "Why the import ended before the last row") @Nullable String stopped) {

  static ImportLineJson of(ImportLine line) {
    return switch (line) {
      case ImportLine.Created(int file, long number, UUID card) ->
          new ImportLineJson(file, number, "created", card, null, null, null, null, null, null);
      case ImportLine.Rejected(RejectedRow row) ->
          new ImportLineJson(
              row.file(),
              row.line(),
              "rejected",
              null,
              row.reason(),
              row.detail(),
              null,
              null,
              null,
              null);
      case ImportLine.Ended(ImportSummary summary, String stopped) -> ended(summary, stopped);
    };
  }

  static ImportLineJson ended(ImportSummary summary, String stopped) {
    return new ImportLineJson(
        null,
        null,
        null,
        null,
        null,
        null,
        summary.id(),
        summary.created(),
        summary.rejected(),
        stopped.isEmpty() ? null : stopped);
  }

  static ImportLineJson failed(UUID id) {
    return new ImportLineJson(null, null, null, null, null, null, id, null, null, "internal");
  }
}
