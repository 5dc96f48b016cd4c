package jp.meishigura.audit.api;

import jakarta.ws.rs.QueryParam;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.UUID;
import jp.meishigura.audit.domain.log.Action;
import jp.meishigura.audit.domain.log.Decision;
import jp.meishigura.audit.domain.log.EntryFilter;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.jspecify.annotations.Nullable;

/**
 * What a listing can be asked for. All of it is text here: JAX-RS answers 404 to a parameter that
 * it cannot convert, and an auditor who mistypes a filter must not read that as "nothing there".
 */
public record EntryParameters(
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
    @QueryParam("limit")
        @Parameter(
            description = "Entries per page; 100 where nothing is said.",
            schema = @Schema(type = SchemaType.INTEGER, minimum = "1", maximum = "500"))
        @Nullable String limit,
    @QueryParam("cursor")
        @Parameter(description = "The member next of the page before; repeat the filters with it.")
        @Nullable String cursor) {

  EntryFilter filter() {
    String time = "be a time as in RFC 3339, such as 2026-11-01T09:00:00Z; write + as %2B";
    Instant earliest = QueryText.read("from", from, EntryParameters::instant, time);
    Instant end = QueryText.read("to", to, EntryParameters::instant, time);
    return new EntryFilter(
        QueryText.read("actor", actor, EntryFilter::actorId, "be an id as in actor.id"),
        QueryText.read("card", card, UUID::fromString, "be a UUID"),
        QueryText.read("action", action, Action::named, "be one of docs/audit-events.md"),
        earliest,
        end,
        QueryText.read("decision", decision, Decision::valueOf, "be allowed, refused or failed"));
  }

  /**
   * @param usual where nothing is said
   */
  int limit(int usual, int most) {
    Integer given =
        QueryText.read("limit", limit, text -> atMost(most, text), "be a number from 1 to " + most);
    return given == null ? usual : given;
  }

  private static Instant instant(String text) {
    return EntryFilter.time(OffsetDateTime.parse(text).toInstant());
  }

  private static int atMost(int most, String text) {
    int number = Integer.parseInt(text);
    if (number < 1 || number > most) {
      throw new IllegalArgumentException("out of range");
    }
    return number;
  }
}
