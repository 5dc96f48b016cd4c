package jp.meishigura.contacts.app;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import jp.meishigura.contacts.domain.card.Field;
import jp.meishigura.contacts.domain.sealed.OpenedCard;
import jp.meishigura.contacts.domain.sealed.SealedCard;
import jp.meishigura.contacts.domain.view.CardView;
import jp.meishigura.contacts.domain.view.Views;
import jp.meishigura.contacts.keys.BorrowedKeys;
import jp.meishigura.contacts.keys.CardSealer;
import jp.meishigura.contacts.keys.KeyUse;
import jp.meishigura.contacts.keys.SubjectKeys;
import jp.meishigura.platform.caller.Tenant;
import jp.meishigura.platform.seal.SealBroken;
import jp.meishigura.platform.seal.SecretBytes;

/** Opens what the gate granted. */
@ApplicationScoped
class CardOpener {

  private final SubjectKeys keys;
  private final CardSealer sealer;

  CardOpener(SubjectKeys keys, CardSealer sealer) {
    this.keys = keys;
    this.sealer = sealer;
  }

  List<CardView> views(Tenant tenant, List<Shown> cards, KeyUse use) {
    List<CardView> views = new ArrayList<>(cards.size());
    try (BorrowedKeys borrowed =
        keys.borrow(tenant, cards.stream().map(shown -> shown.card().keyId()).toList(), use)) {
      for (Shown shown : cards) {
        Set<Field> needed = Views.needed(shown.granted());
        OpenedCard opened = open(tenant, shown.card(), borrowed, needed);
        views.add(
            Views.of(
                shown.card().id(),
                shown.card().revision(),
                opened,
                shown.granted(),
                shown.consent()));
      }
    }
    return views;
  }

  OpenedCard open(Tenant tenant, SealedCard card, Set<Field> fields, KeyUse use) {
    try (BorrowedKeys borrowed = keys.borrow(tenant, List.of(card.keyId()), use)) {
      return open(tenant, card, borrowed, fields);
    }
  }

  /** Of a card whose key exists no more nothing opens, and nothing is shown. */
  OpenedCard open(Tenant tenant, SealedCard card, BorrowedKeys borrowed, Set<Field> fields) {
    Optional<SecretBytes> key = borrowed.of(card.keyId());
    if (key.isEmpty()) {
      return new OpenedCard(List.of(), Map.of(), card.sources());
    }
    try {
      return sealer.open(tenant, card, key.get(), fields::contains);
    } catch (SealBroken e) {
      throw new CardDamaged(card.id());
    }
  }
}
