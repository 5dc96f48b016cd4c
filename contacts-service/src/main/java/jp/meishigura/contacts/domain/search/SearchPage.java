package jp.meishigura.contacts.domain.search;

import java.util.List;
import java.util.UUID;

/**
 * One page of cards in 五十音 order.
 *
 * @param more whether there are cards after the last of these
 */
public record SearchPage(List<UUID> cards, boolean more) {
  public SearchPage {
    cards = List.copyOf(cards);
  }
}
