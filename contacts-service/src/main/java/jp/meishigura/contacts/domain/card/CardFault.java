package jp.meishigura.contacts.domain.card;

import java.util.Locale;

/** Why something is not a card. The advice holds no personal data: it goes to logs and screens. */
public enum CardFault {
  EMPTY_CARD("Give the card a name, a company, an e-mail address or a phone number."),
  BAD_EMAIL("Write each e-mail address as name@domain, one per cell or property."),
  VALUE_TOO_LONG("Shorten the value: 1,000 characters, 10,000 for addresses and notes."),
  TOO_MANY_VALUES("Keep at most 50 values per field."),
  CONTROL_CHARACTERS("Remove control characters (NUL, escape, …) from the record.");

  private final String advice;

  CardFault(String advice) {
    this.advice = advice;
  }

  public String slug() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  public String advice() {
    return advice;
  }
}
