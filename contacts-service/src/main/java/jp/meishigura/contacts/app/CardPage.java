package jp.meishigura.contacts.app;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import jp.meishigura.contacts.domain.view.CardView;
import org.jspecify.annotations.Nullable;

/**
 * A page of cards.
 *
 * @param next where it ended; absent when there is no more
 */
public record CardPage(List<CardView> cards, @Nullable Position next) {
  public CardPage {
    cards = List.copyOf(cards);
  }

  /**
   * Where a page ended.
   *
   * @param createdAt of its last card, in lists by time only
   */
  public record Position(@Nullable Instant createdAt, UUID id) {}
}
