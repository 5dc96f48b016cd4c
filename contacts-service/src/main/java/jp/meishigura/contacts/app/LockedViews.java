package jp.meishigura.contacts.app;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Map;
import java.util.Set;
import jp.meishigura.contacts.domain.card.CardDraft;
import jp.meishigura.contacts.domain.card.Field;
import jp.meishigura.contacts.domain.gate.Decision;
import jp.meishigura.contacts.domain.sealed.OpenedCard;
import jp.meishigura.contacts.domain.sealed.SealedCard;
import jp.meishigura.contacts.domain.view.CardView;
import jp.meishigura.contacts.domain.view.ConsentNote;
import jp.meishigura.contacts.domain.view.Views;

/** What whoever has just written a card is shown of it: as much as of any locked card. */
@ApplicationScoped
class LockedViews {

  private static final Decision.Mask LOCKED = new Decision.Mask(true, Set.of(), Set.of(Field.NAME));

  CardView of(SealedCard card, CardDraft draft, List<ConsentNote> consent) {
    OpenedCard opened = new OpenedCard(draft.values(), Map.of(), card.sources());
    return Views.of(card.id(), card.revision(), opened, LOCKED, consent);
  }
}
