package jp.meishigura.consent.pages;

/** Why a link shows no request. */
public enum Trouble {
  /** The token is none of ours. */
  UNKNOWN_LINK,
  /** The person's data were erased: there is nothing to ask any more. */
  ERASED,
  /** The form came without one of the answers it offers. */
  UNREADABLE_ANSWER,
  /** Something failed on our side. */
  OUT_OF_ORDER
}
