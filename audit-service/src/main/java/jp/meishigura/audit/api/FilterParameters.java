package jp.meishigura.audit.api;

import jakarta.ws.rs.QueryParam;
import java.util.UUID;
import jp.meishigura.audit.domain.log.Action;
import jp.meishigura.audit.domain.log.Decision;
import jp.meishigura.audit.domain.log.EntryFilter;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.jspecify.annotations.Nullable;

/**
 * Which entries are meant. All of it is text here: JAX-RS answers 404 to a parameter that it cannot
 * convert, and an auditor who mistypes a filter must not read that as "nothing there".
 */
public record FilterParameters(
    @QueryParam("actor") @Parameter(description = "The id of whoever did it, as in actor.id.")
        @Nullable String actor,
    @QueryParam("card") @Parameter(schema = @Schema(type = SchemaType.STRING, format = "uuid"))
        @Nullable String card,
    @QueryParam("action")
        @Parameter(description = "An action of docs/audit-events.md.", example = "card.reveal")
        @Nullable String action,
    @QueryParam("from")
        @Parameter(
            description = "The earliest time of the event (RFC 3339; write + as %2B).",
            schema = @Schema(type = SchemaType.STRING, format = "date-time"))
        @Nullable String from,
    @QueryParam("to")
        @Parameter(
            description = "The time before which it must have been (RFC 3339; write + as %2B).",
            schema = @Schema(type = SchemaType.STRING, format = "date-time"))
        @Nullable String to,
    @QueryParam("decision") @Parameter(schema = @Schema(implementation = Decision.class))
        @Nullable String decision,
    @QueryParam("purpose") @Parameter(description = "The code of the purpose that was stated.")
        @Nullable String purpose) {

  EntryFilter filter() {
    return new EntryFilter(
        QueryText.read("actor", actor, EntryFilter::actorId, "be an id as in actor.id"),
        QueryText.read("card", card, UUID::fromString, "be a UUID"),
        QueryText.read("action", action, Action::named, "be one of docs/audit-events.md"),
        QueryText.time("from", from),
        QueryText.time("to", to),
        QueryText.read("decision", decision, Decision::valueOf, "be allowed, refused or failed"),
        QueryText.read("purpose", purpose, EntryFilter::purposeCode, "be the code of a purpose"));
  }
}
