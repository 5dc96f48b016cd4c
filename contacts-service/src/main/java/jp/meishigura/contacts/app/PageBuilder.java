package jp.meishigura.contacts.app;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import jp.meishigura.contacts.app.CardPage.Position;
import jp.meishigura.contacts.domain.card.Field;
import jp.meishigura.contacts.domain.gate.Decision;
import jp.meishigura.contacts.domain.gate.StatedPurpose;
import jp.meishigura.contacts.domain.sealed.SealedCard;
import jp.meishigura.contacts.domain.view.Views;
import jp.meishigura.contacts.keys.KeyUse;
import jp.meishigura.contacts.store.CardStore;
import jp.meishigura.contacts.store.StateTable;
import jp.meishigura.contacts.store.StateTable.CardStates;
import jp.meishigura.platform.audit.AuditRecord;
import jp.meishigura.platform.caller.Caller;
import org.jspecify.annotations.Nullable;

/** Pages of cards: the gate decides about each one, and the record names each one. */
@ApplicationScoped
class PageBuilder {

  private final CardStore cards;
  private final StateTable states;
  private final GateQuestions gate;
  private final CardOpener opener;

  PageBuilder(CardStore cards, StateTable states, GateQuestions gate, CardOpener opener) {
    this.cards = cards;
    this.states = states;
    this.gate = gate;
    this.opener = opener;
  }

  /** A page that is still sealed. */
  record Sealed(List<Shown> cards, @Nullable Position next) {}

  /** A page of open cards: those that the gate finds locked are left out. */
  Outcome<Sealed> open(Caller caller, StatedPurpose purpose, OpenPage page, AuditRecord asked) {
    Map<UUID, SealedCard> byId = new HashMap<>();
    cards.find(page.ids()).forEach(card -> byId.put(card.id(), card));
    List<SealedCard> found = page.ids().stream().filter(byId::containsKey).map(byId::get).toList();
    return of(caller, purpose, found, page.more(), asked, false);
  }

  /** A page of cards in the order of their creation, from one more than the limit. */
  Outcome<Sealed> all(
      Caller caller, StatedPurpose purpose, List<SealedCard> found, int limit, AuditRecord asked) {
    boolean more = found.size() > limit;
    return of(caller, purpose, more ? found.subList(0, limit) : found, more, asked, true);
  }

  CardPage show(Caller caller, Sealed page) {
    KeyUse use = new KeyUse(caller.id(), null, KeyUse.Reason.READ);
    return new CardPage(opener.views(caller.tenant(), page.cards(), use), page.next());
  }

  private Outcome<Sealed> of(
      Caller caller,
      StatedPurpose purpose,
      List<SealedCard> found,
      boolean more,
      AuditRecord asked,
      boolean lockedToo) {
    Map<UUID, CardStates> known = states.of(found.stream().map(SealedCard::id).toList());
    List<Shown> shown = new ArrayList<>(found.size());
    Set<Field> fields = EnumSet.noneOf(Field.class);
    for (SealedCard card : found) {
      CardStates state = known.getOrDefault(card.id(), CardStates.NONE);
      switch (gate.view(caller, purpose, state)) {
        case Decision.Mask(boolean locked, var clear, var masked) when locked && !lockedToo -> {
          // Withdrawn a moment ago: the index will know in another.
        }
        case Decision.Mask granted -> {
          shown.add(new Shown(card, granted, state.notes()));
          fields.addAll(Views.needed(granted));
        }
        case Decision.Refuse refused -> {
          return Outcome.Refused.of(Refusals.of(refused.reason()), asked);
        }
        case Decision.Reveal never -> throw new IllegalStateException("A view reveals nothing.");
      }
    }
    List<String> ids = shown.stream().map(one -> one.card().id().toString()).toList();
    AuditRecord record = Asked.fields(asked, fields).detail("cards", ids);
    return new Outcome.Granted<>(
        new Sealed(shown, more ? position(found.getLast()) : null), record);
  }

  private static Position position(SealedCard last) {
    return new Position(last.createdAt(), last.id());
  }
}
