package jp.meishigura.contacts.app;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import jp.meishigura.contacts.domain.card.Field;
import jp.meishigura.contacts.domain.sealed.Damage;
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
import org.jboss.logging.Logger;

/** Opens what the gate granted. */
@ApplicationScoped
class CardOpener {

  private static final Logger LOG = Logger.getLogger(CardOpener.class);

  private final SubjectKeys keys;
  private final CardSealer sealer;

  CardOpener(SubjectKeys keys, CardSealer sealer) {
    this.keys = keys;
    this.sealer = sealer;
  }

  /**
   * A page: a card that does not open is shown as such and takes no other with it.
   *
   * @throws jp.meishigura.contacts.keys.KeysUnavailable when there are no keys for some of them
   */
  List<CardView> views(Tenant tenant, List<Shown> cards, KeyUse use) {
    List<CardView> views = new ArrayList<>(cards.size());
    try (BorrowedKeys borrowed =
        keys.borrow(tenant, cards.stream().map(shown -> shown.card().keyId()).toList(), use)) {
      for (Shown shown : cards) {
        views.add(viewOrMark(tenant, shown, borrowed));
      }
    }
    return views;
  }

  /**
   * One card.
   *
   * @throws CardDamaged when it does not open
   */
  CardView view(Tenant tenant, Shown shown, KeyUse use) {
    try (BorrowedKeys borrowed = keys.borrow(tenant, List.of(shown.card().keyId()), use)) {
      return view(tenant, shown, borrowed);
    }
  }

  private CardView viewOrMark(Tenant tenant, Shown shown, BorrowedKeys borrowed) {
    try {
      return view(tenant, shown, borrowed);
    } catch (CardDamaged e) {
      LOG.errorf("Shown without its values: %s", e.getMessage());
      return Views.unreadable(shown.card(), shown.granted(), shown.consent(), e.damage());
    }
  }

  private CardView view(Tenant tenant, Shown shown, BorrowedKeys borrowed) {
    SealedCard card = shown.card();
    OpenedCard opened = open(tenant, card, borrowed, Views.needed(shown.granted()));
    return Views.of(card.id(), card.revision(), opened, shown.granted(), shown.consent());
  }

  OpenedCard open(Tenant tenant, SealedCard card, Set<Field> fields, KeyUse use) {
    try (BorrowedKeys borrowed = keys.borrow(tenant, List.of(card.keyId()), use)) {
      return open(tenant, card, borrowed, fields);
    }
  }

  /**
   * @throws CardDamaged when it does not open
   */
  OpenedCard open(Tenant tenant, SealedCard card, BorrowedKeys borrowed, Set<Field> fields) {
    try {
      return sealer.open(tenant, card, key(card, borrowed), fields::contains);
    } catch (SealBroken e) {
      throw new CardDamaged(card.id(), Damage.SEAL_BROKEN);
    }
  }

  /**
   * The key of a card.
   *
   * @throws CardDamaged when there is none, or none that opens
   */
  static SecretBytes key(SealedCard card, BorrowedKeys borrowed) {
    return borrowed
        .of(card.keyId())
        .orElseThrow(
            () ->
                new CardDamaged(
                    card.id(),
                    borrowed.isBroken(card.keyId()) ? Damage.KEY_BROKEN : Damage.KEY_GONE));
  }
}
