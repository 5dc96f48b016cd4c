package jp.meishigura.contacts.domain.gate;

import java.util.Locale;

/** Why the gate stays shut, and what would help. Slugs are part of the API and of audit records. */
public enum Refusal {
  ROLE_MAY_NOT_READ("Ask somebody whose role works with cards."),
  NO_FIELD("Name the fields to reveal."),
  PURPOSE_REQUIRED("State a registered purpose."),
  UNKNOWN_PURPOSE("Have a privacy officer register the purpose, or state a registered one."),
  LOCKED("Ask the person on the card for consent to this purpose."),
  FIELD_NOT_IN_PURPOSE("Ask only for data that the purpose names and the person agreed to."),
  FIELD_NOT_FOR_ROLE("Ask somebody whose role may read this class of fields.");

  private final String whatWouldHelp;

  Refusal(String whatWouldHelp) {
    this.whatWouldHelp = whatWouldHelp;
  }

  public String slug() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  public String whatWouldHelp() {
    return whatWouldHelp;
  }
}
