package jp.meishigura.audit.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import jp.meishigura.audit.domain.log.Actor;
import jp.meishigura.audit.domain.log.AuditEvent;
import jp.meishigura.audit.domain.log.Decision;
import jp.meishigura.audit.domain.log.Entry;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** An entry as auditors see it: its place in the log, and the event. */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
@Schema(name = "Entry")
public record EntryView(
    @Schema(required = true, description = "Its place in the whole log, without gaps.")
        long leafIndex,
    @Schema(required = true, description = "When the log took it.") Instant appendedAt,
    @Schema(required = true, description = "The event's id; services' logs and events have it too.")
        UUID id,
    @Schema(required = true, description = "When it happened.") Instant at,
    @Schema(required = true, description = "The service where it happened.") String service,
    @Schema(required = true) ActorView actor,
    @Schema(required = true, description = "An action of docs/audit-events.md.") String action,
    @Schema(required = true) Decision decision,
    @Schema(description = "Why it was refused or failed.") @Nullable String reason,
    @Nullable UUID card,
    @Schema(description = "The purpose that was stated.") @Nullable String purpose,
    @Schema(description = "Names of the fields concerned, never their values.") List<String> fields,
    @Schema(description = "Counts and references; docs/audit-events.md has them by action.")
        Map<String, Object> details,
    @Schema(description = "Joins what one request caused in several services.")
        @Nullable String correlation,
    @Schema(description = "The network address that the request came from.")
        @Nullable String address) {

  /** Whoever did it; pseudonymous. */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  @Schema(name = "Actor")
  public record ActorView(
      @Schema(required = true) Actor.Kind kind,
      @Schema(required = true, description = "A token's subject, a consent request or a service.")
          String id,
      @Schema(description = "The client that obtained the token.") @Nullable String client,
      @Schema(description = "The login session at the identity provider.")
          @Nullable String session) {

    static ActorView of(Actor actor) {
      return new ActorView(actor.kind(), actor.id(), actor.client(), actor.session());
    }
  }

  static EntryView of(Entry entry) {
    AuditEvent event = entry.event();
    return new EntryView(
        entry.leafIndex(),
        entry.appendedAt(),
        event.id(),
        event.at(),
        event.service(),
        ActorView.of(event.actor()),
        event.action(),
        event.decision(),
        event.reason(),
        event.card(),
        event.purpose(),
        event.fields(),
        event.details(),
        event.correlation(),
        event.address());
  }
}
