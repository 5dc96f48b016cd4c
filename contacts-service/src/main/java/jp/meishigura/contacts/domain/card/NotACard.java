package jp.meishigura.contacts.domain.card;

/** Thrown when values do not make a card. Carries no personal data. */
public final class NotACard extends Exception {
  private final CardFault fault;

  public NotACard(CardFault fault) {
    super(fault.slug(), null, false, false);
    this.fault = fault;
  }

  public CardFault fault() {
    return fault;
  }
}
