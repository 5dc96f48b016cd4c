package jp.meishigura.contacts.app;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import jp.meishigura.contacts.app.CardPage.Position;
import jp.meishigura.contacts.domain.card.Field;
import jp.meishigura.contacts.domain.gate.Refusal;
import jp.meishigura.contacts.domain.gate.StatedPurpose;
import jp.meishigura.contacts.domain.sealed.IndexDigest;
import jp.meishigura.contacts.domain.sealed.IndexTerm;
import jp.meishigura.contacts.domain.search.SearchQuestion;
import jp.meishigura.contacts.keys.BlindIndexes;
import jp.meishigura.contacts.store.BlindIndexTable;
import jp.meishigura.contacts.store.OpenCards;
import jp.meishigura.contacts.store.PurposeTable;
import jp.meishigura.platform.audit.AuditRecord;
import jp.meishigura.platform.caller.Caller;
import jp.meishigura.platform.problem.Problem;
import jp.meishigura.platform.problem.ProblemException;
import org.jspecify.annotations.Nullable;

/** Finds open cards by a whole phone number or e-mail address, or by part of a name. */
@ApplicationScoped
public class CardFinding {

  private final OnRecord onRecord;
  private final PageBuilder pages;
  private final BlindIndexes indexes;
  private final BlindIndexTable digests;
  private final PurposeTable purposes;
  private final IndexQuestions index;
  private final Clock clock;

  CardFinding(
      OnRecord onRecord,
      PageBuilder pages,
      BlindIndexes indexes,
      BlindIndexTable digests,
      PurposeTable purposes,
      IndexQuestions index,
      Clock clock) {
    this.onRecord = onRecord;
    this.pages = pages;
    this.indexes = indexes;
    this.digests = digests;
    this.purposes = purposes;
    this.index = index;
    this.clock = clock;
  }

  /**
   * By a whole phone number or e-mail address, however it is written.
   *
   * @param field {@link Field#PHONE} or {@link Field#EMAIL}
   */
  public CardPage exact(
      Caller caller, @Nullable String purpose, Field field, String text, Paging paging) {
    IndexTerm term =
        IndexTerm.of(field, text)
            .orElseThrow(() -> cannotBeSearched("Write a whole phone number or e-mail address."));
    List<IndexDigest> wanted = indexes.all(caller.tenant(), caller.id(), term);
    return answer(
        caller,
        purpose,
        field,
        registered ->
            OpenPage.of(
                digests.find(
                    wanted, new OpenCards(registered.code(), paging.after(), paging.limit() + 1)),
                paging.limit()));
  }

  /** By part of a name, a reading or a company, in any script and width; in 五十音 order. */
  public CardPage byName(Caller caller, @Nullable String purpose, String text, Paging paging) {
    OpenPage found =
        purpose == null
            ? new OpenPage(List.of(), false)
            : index.find(
                caller,
                new SearchQuestion(purpose, clock.instant(), text, paging.limit(), paging.after()));
    return answer(caller, purpose, Field.NAME, registered -> found);
  }

  /**
   * @param limit the most cards to answer with
   */
  public record Paging(int limit, @Nullable Position from) {
    @Nullable UUID after() {
      return from == null ? null : from.id();
    }
  }

  /** Finds candidates within the transaction. */
  private interface Search {
    OpenPage find(StatedPurpose.Registered purpose);
  }

  private CardPage answer(Caller caller, @Nullable String purpose, Field field, Search search) {
    return onRecord.answer(
        caller,
        () -> {
          StatedPurpose stated = purposes.stated(purpose);
          AuditRecord asked =
              Asked.purpose(AuditRecord.of("card.search", caller), stated)
                  .detail("by", field.slug());
          return switch (stated) {
            case StatedPurpose.None none ->
                Outcome.Refused.of(
                    Refusals.of(Refusal.PURPOSE_REQUIRED), Asked.fields(asked, Set.of(field)));
            case StatedPurpose.Unregistered unknown ->
                Outcome.Refused.of(
                    Refusals.of(Refusal.UNKNOWN_PURPOSE), Asked.fields(asked, Set.of(field)));
            case StatedPurpose.Registered registered ->
                pages.open(caller, registered, search.find(registered), asked);
          };
        },
        page -> pages.show(caller, page));
  }

  private static ProblemException cannotBeSearched(String help) {
    return Problem.of(422, "cannot-be-searched", "Nothing can be found by that")
        .detail(help)
        .exception();
  }
}
