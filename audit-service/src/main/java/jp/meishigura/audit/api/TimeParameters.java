package jp.meishigura.audit.api;

import jakarta.ws.rs.QueryParam;
import jp.meishigura.audit.domain.log.EntryFilter;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.jspecify.annotations.Nullable;

/** Which time is meant; all of it is text, as in {@link FilterParameters}. */
public record TimeParameters(
    @QueryParam("from")
        @Parameter(
            description = "The earliest time of the event (RFC 3339; write + as %2B).",
            schema = @Schema(type = SchemaType.STRING, format = "date-time"))
        @Nullable String from,
    @QueryParam("to")
        @Parameter(
            description = "The time before which it must have been (RFC 3339; write + as %2B).",
            schema = @Schema(type = SchemaType.STRING, format = "date-time"))
        @Nullable String to) {

  EntryFilter filter() {
    return new EntryFilter(
        null, null, null, QueryText.time("from", from), QueryText.time("to", to), null, null);
  }
}
