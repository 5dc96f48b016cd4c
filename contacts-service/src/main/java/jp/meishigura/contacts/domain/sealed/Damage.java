package jp.meishigura.contacts.domain.sealed;

import java.util.Locale;

/** Why a card does not open. Whichever it is, the card stays as it is until a person has looked. */
public enum Damage {
  /** A value does not open where it is: somebody changed or moved it in the database. */
  SEAL_BROKEN,
  /** crypto-gateway has the key, but what it stores of it does not open. */
  KEY_BROKEN,
  /** crypto-gateway has no such key, though the card was not erased: one database is older. */
  KEY_GONE;

  /** The name in problems, answers and records. */
  public String slug() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
