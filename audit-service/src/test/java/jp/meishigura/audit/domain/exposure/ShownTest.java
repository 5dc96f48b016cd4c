package jp.meishigura.audit.domain.exposure;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import jp.meishigura.audit.domain.log.Action;
import jp.meishigura.audit.domain.log.Actor;
import jp.meishigura.audit.domain.log.AuditEvent;
import jp.meishigura.audit.domain.log.Decision;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ShownTest {

  private static final UUID CARD = UUID.randomUUID();
  private static final UUID OTHER = UUID.randomUUID();

  private static AuditEvent event(
      String action, Decision decision, @Nullable UUID card, Map<String, Object> details) {
    return new AuditEvent(
        UUID.randomUUID(),
        Instant.parse("2026-11-02T00:00:00Z"),
        "contacts-service",
        UUID.randomUUID(),
        "aozora",
        new Actor(Actor.Kind.person, "hanako", "web", null),
        action,
        decision,
        null,
        card,
        null,
        List.of("email"),
        details,
        null,
        null);
  }

  @Test
  void every_action_on_cards_either_shows_them_or_is_known_not_to() {
    Set<Action> nothingIsShown =
        EnumSet.of(
            Action.CARD_CREATE,
            Action.CARD_UPDATE,
            Action.CARD_STATE,
            Action.CARD_ERASE,
            Action.CARD_RESEAL);
    Set<Action> ofCards =
        Arrays.stream(Action.values())
            .filter(one -> one.slug().startsWith("card."))
            .collect(Collectors.toSet());

    assertThat(Shown.BY).doesNotContainAnyElementsOf(nothingIsShown);
    nothingIsShown.addAll(Shown.BY);
    assertThat(nothingIsShown)
        .as("a new action that shows cards belongs into Shown.BY")
        .isEqualTo(ofCards);
  }

  @Test
  void a_read_shows_its_card() {
    assertThat(Shown.cards(event("card.read", Decision.allowed, CARD, Map.of())))
        .containsExactly(CARD);
  }

  @Test
  void a_page_shows_each_of_its_cards_once() {
    List<String> page = List.of(CARD.toString(), OTHER.toString(), CARD.toString());
    assertThat(Shown.cards(event("card.list", Decision.allowed, null, Map.of("cards", page))))
        .containsExactly(CARD, OTHER);
  }

  @ParameterizedTest
  @EnumSource(names = {"refused", "failed"})
  void what_was_not_granted_shows_nothing(Decision decision) {
    Map<String, Object> details = Map.of("cards", List.of(OTHER.toString()));
    assertThat(Shown.cards(event("card.search", decision, CARD, details))).isEmpty();
  }

  @Test
  void a_change_and_an_action_of_a_newer_version_show_nothing() {
    assertThat(Shown.cards(event("card.update", Decision.allowed, CARD, Map.of()))).isEmpty();
    assertThat(Shown.cards(event("card.project", Decision.allowed, CARD, Map.of()))).isEmpty();
  }

  @Test
  void what_is_no_id_is_passed_over() {
    for (Object odd :
        List.of("12", 7, Map.of("a", 1), List.of(1, "x", List.of(), OTHER.toString()))) {
      assertThat(Shown.cards(event("card.list", Decision.allowed, null, Map.of("cards", odd))))
          .isSubsetOf(OTHER);
    }
  }
}
