package jp.meishigura.audit.domain.detect;

import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import jp.meishigura.audit.domain.exposure.Shown;
import jp.meishigura.audit.domain.log.AuditEvent;
import org.jspecify.annotations.Nullable;

/**
 * What a rule can look at in an event.
 *
 * @param name as in the event ({@code actor.id}, {@code details.reason}); {@code shown} are the
 *     cards that it showed, {@code network} is the address' network
 */
public record Field(String name) {

  static final String SHOWN = "shown";
  private static final String DETAILS = "details.";
  private static final Set<String> NAMES =
      Set.of(
          "action",
          "decision",
          "reason",
          "service",
          "actor.id",
          "actor.kind",
          "actor.client",
          "actor.session",
          "card",
          SHOWN,
          "purpose",
          "address",
          "network",
          "correlation");

  static boolean exists(String name) {
    return NAMES.contains(name) || (name.startsWith(DETAILS) && name.length() > DETAILS.length());
  }

  /** Whether an event has one value of it at the most. */
  boolean single() {
    return !name.equals(SHOWN) && !name.startsWith(DETAILS);
  }

  /** Its values in this event; none where the event has none. */
  public List<String> of(AuditEvent event) {
    return switch (name) {
      case "action" -> List.of(event.action());
      case "decision" -> List.of(event.decision().name());
      case "reason" -> one(event.reason());
      case "service" -> List.of(event.service());
      case "actor.id" -> List.of(event.actor().id());
      case "actor.kind" -> List.of(event.actor().kind().name());
      case "actor.client" -> one(event.actor().client());
      case "actor.session" -> one(event.actor().session());
      case "card" -> event.card() == null ? List.of() : List.of(event.card().toString());
      case SHOWN -> Shown.cards(event).stream().map(UUID::toString).toList();
      case "purpose" -> one(event.purpose());
      case "address" -> one(event.address());
      case "network" -> one(event.address()).stream().map(Network::of).toList();
      case "correlation" -> one(event.correlation());
      default -> texts(event.details().get(name.substring(DETAILS.length()))).toList();
    };
  }

  private static List<String> one(@Nullable String value) {
    return value == null ? List.of() : List.of(value);
  }

  private static Stream<String> texts(@Nullable Object value) {
    return switch (value) {
      case null -> Stream.empty();
      case Collection<?> many -> many.stream().flatMap(Field::texts);
      case Object one -> Stream.of(one.toString());
    };
  }
}
