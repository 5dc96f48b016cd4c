package jp.meishigura.contacts.domain.gate;

/** What a role gets of a class of fields on an open card. From least to most. */
public enum Access {
  /** Never shown. */
  HIDDEN,
  /** Shown masked, never clear. */
  MASKED,
  /** Not in views, clear on an explicit reveal. */
  HIDDEN_UNTIL_REVEALED,
  /** Masked in views, clear on an explicit reveal. */
  MASKED_UNTIL_REVEALED,
  /** Clear in views too. */
  CLEAR;

  boolean revealable() {
    return compareTo(HIDDEN_UNTIL_REVEALED) >= 0;
  }

  boolean maskedInViews() {
    return this == MASKED || this == MASKED_UNTIL_REVEALED;
  }
}
