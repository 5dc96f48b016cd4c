package jp.meishigura.contacts.app;

import java.util.UUID;
import jp.meishigura.contacts.domain.sealed.Damage;

/** A card does not open, and asking again will not help. */
public final class CardDamaged extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final UUID card;
  private final Damage damage;

  CardDamaged(UUID card, Damage damage) {
    super("card " + card + " does not open: " + damage.slug());
    this.card = card;
    this.damage = damage;
  }

  UUID card() {
    return card;
  }

  public Damage damage() {
    return damage;
  }
}
