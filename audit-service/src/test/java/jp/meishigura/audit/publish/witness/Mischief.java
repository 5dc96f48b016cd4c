package jp.meishigura.audit.publish.witness;

/** What a witness does. */
enum Mischief {
  NONE,
  /** A cosignature on the same size with another root. */
  ANOTHER_ROOT,
  /** Signed with another key under its own name and id. */
  ANOTHER_KEY,
  /** A good cosignature, but of a key that nobody asked for. */
  A_STRANGERS,
  YESTERDAYS,
  TOMORROWS,
  /** Its signature, but not the structure with a time in it. */
  WITHOUT_TIME,
  A_GOOD_LINE_AND_GARBAGE,
  /** A good line and one in its name that is not of this text. */
  A_GOOD_LINE_AND_A_WRONG_ONE,
  GARBAGE,
  NO_TEXT,
  NOTHING_IN_IT,
  A_HUNDRED_MEGABYTES,
  ENDLESS,
  STUCK_AFTER_THE_HEADERS,
  SILENT,
  HANGS_UP,
  REDIRECTS,
  REDIRECTS_AND_KEEPS_THE_METHOD,
  /** 409 with another size each time. */
  CONFLICTS,
  /** 409 with a size that the log never had. */
  CONFLICTS_FROM_THE_FUTURE,
  /** 409 with a size that is none. */
  CONFLICTS_WITH_GARBAGE,
  /** 409 with a size and another content type. */
  CONFLICTS_UNTYPED,
  /** 409 with a hundred megabytes of digits. */
  CONFLICTS_AT_LENGTH,
  FORBIDS,
  FAILS
}
