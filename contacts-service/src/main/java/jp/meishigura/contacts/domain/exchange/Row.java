package jp.meishigura.contacts.domain.exchange;

import jp.meishigura.contacts.domain.card.CardDraft;
import jp.meishigura.contacts.domain.card.NotACard;

/** What became of one record of a file. */
public sealed interface Row {

  /** The line on which the record begins, from 1. */
  long line();

  /** A card. */
  record Good(long line, CardDraft card) implements Row {}

  /**
   * Not a card.
   *
   * @param reason a slug, part of the API
   * @param advice what to do about it, without personal data
   */
  record Bad(long line, String reason, String advice) implements Row {
    static Bad of(long line, NotACard problem) {
      return new Bad(line, problem.fault().slug(), problem.fault().advice());
    }
  }
}
