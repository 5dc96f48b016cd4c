package jp.meishigura.audit.domain.exposure;

import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import jp.meishigura.audit.domain.log.Action;
import jp.meishigura.audit.domain.log.AuditEvent;
import jp.meishigura.audit.domain.log.Decision;

/** Which cards an event shows to its actor. */
public final class Shown {

  /** An action that shows cards and is missing here is missing in every report: see ShownTest. */
  public static final Set<Action> BY =
      Set.of(
          Action.CARD_READ,
          Action.CARD_REVEAL,
          Action.CARD_RECIPIENT,
          Action.CARD_LIST,
          Action.CARD_SEARCH);

  private static final Set<String> SLUGS =
      BY.stream().map(Action::slug).collect(Collectors.toUnmodifiableSet());

  private Shown() {}

  /**
   * The cards, each once. A read that was granted and then did not open has a record of each: it
   * counts as shown, because that it was not is only said afterwards.
   */
  public static List<UUID> cards(AuditEvent event) {
    if (event.decision() != Decision.allowed || !SLUGS.contains(event.action())) {
      return List.of();
    }
    return Stream.concat(Stream.ofNullable(event.card()), listed(event)).distinct().toList();
  }

  /** Those of a page: {@code details.cards} of lists and searches. */
  private static Stream<UUID> listed(AuditEvent event) {
    return event.details().get("cards") instanceof Collection<?> ids
        ? ids.stream().flatMap(Shown::id)
        : Stream.empty();
  }

  /** What is no id is no reason to lose an event. */
  private static Stream<UUID> id(Object value) {
    try {
      return value instanceof String text ? Stream.of(UUID.fromString(text)) : Stream.empty();
    } catch (IllegalArgumentException e) {
      return Stream.empty();
    }
  }
}
