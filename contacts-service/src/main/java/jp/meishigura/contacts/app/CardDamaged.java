package jp.meishigura.contacts.app;

import java.util.UUID;

/** A card's value does not open where it is: somebody changed or moved it in the database. */
public final class CardDamaged extends RuntimeException {

  private static final long serialVersionUID = 1L;

  CardDamaged(UUID card) {
    super("a sealed value of card " + card + " does not open");
  }
}
