package jp.meishigura.contacts.app;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import jp.meishigura.contacts.app.CardPage.Position;
import jp.meishigura.contacts.domain.gate.Refusal;
import jp.meishigura.contacts.domain.gate.StatedPurpose;
import jp.meishigura.contacts.domain.search.SearchQuestion;
import jp.meishigura.contacts.store.CardStore;
import jp.meishigura.contacts.store.CardStore.CreatedPosition;
import jp.meishigura.contacts.store.OpenCardTable;
import jp.meishigura.contacts.store.PurposeTable;
import jp.meishigura.platform.audit.AuditRecord;
import jp.meishigura.platform.caller.Caller;
import org.jspecify.annotations.Nullable;

/** Lists of cards: all of them as they look locked, or those that are open for a purpose. */
@ApplicationScoped
public class CardListing {

  /** In which order. */
  public enum Order {
    /** 五十音. */
    READING,
    /** Newest first. */
    CREATED
  }

  private final OnRecord onRecord;
  private final PageBuilder pages;
  private final CardStore cards;
  private final OpenCardTable openCards;
  private final PurposeTable purposes;
  private final IndexQuestions index;
  private final Clock clock;

  CardListing(
      OnRecord onRecord,
      PageBuilder pages,
      CardStore cards,
      OpenCardTable openCards,
      PurposeTable purposes,
      IndexQuestions index,
      Clock clock) {
    this.onRecord = onRecord;
    this.pages = pages;
    this.cards = cards;
    this.openCards = openCards;
    this.purposes = purposes;
    this.index = index;
    this.clock = clock;
  }

  /** Newest first: all cards without a purpose, the open ones with one. */
  public CardPage newestFirst(
      Caller caller, @Nullable String purpose, int limit, @Nullable Position after) {
    Optional<CreatedPosition> from = Optional.ofNullable(after).map(CardListing::created);
    return onRecord.answer(
        caller,
        () -> {
          StatedPurpose stated = purposes.stated(purpose);
          AuditRecord asked = asked(caller, stated, Order.CREATED);
          return switch (stated) {
            case StatedPurpose.None none ->
                pages.all(caller, none, cards.newestFirst(from, limit + 1), limit, asked);
            case StatedPurpose.Unregistered unknown ->
                Outcome.Refused.of(Refusals.of(Refusal.UNKNOWN_PURPOSE), asked);
            case StatedPurpose.Registered registered ->
                pages.open(
                    caller,
                    registered,
                    OpenPage.of(openCards.newestFirst(registered.code(), from, limit + 1), limit),
                    asked);
          };
        },
        page -> pages.show(caller, page));
  }

  /** The cards open for a purpose, in 五十音 order. */
  public CardPage byReading(
      Caller caller, @Nullable String purpose, int limit, @Nullable Position after) {
    // The index only narrows, so it may be asked before anything is on record.
    OpenPage found =
        purpose == null
            ? new OpenPage(List.of(), false)
            : index.find(
                caller,
                new SearchQuestion(
                    purpose, clock.instant(), null, limit, after == null ? null : after.id()));
    return onRecord.answer(
        caller,
        () -> {
          StatedPurpose stated = purposes.stated(purpose);
          AuditRecord asked = asked(caller, stated, Order.READING);
          return switch (stated) {
            case StatedPurpose.None none ->
                Outcome.Refused.of(Refusals.of(Refusal.PURPOSE_REQUIRED), asked);
            case StatedPurpose.Unregistered unknown ->
                Outcome.Refused.of(Refusals.of(Refusal.UNKNOWN_PURPOSE), asked);
            case StatedPurpose.Registered registered ->
                pages.open(caller, registered, found, asked);
          };
        },
        page -> pages.show(caller, page));
  }

  private static AuditRecord asked(Caller caller, StatedPurpose purpose, Order order) {
    return Asked.purpose(AuditRecord.of("card.list", caller), purpose)
        .detail("order", order.name().toLowerCase(Locale.ROOT));
  }

  private static CreatedPosition created(Position after) {
    if (after.createdAt() == null) {
      throw IndexQuestions.pageGone();
    }
    return new CreatedPosition(after.createdAt(), after.id());
  }
}
