package jp.meishigura.contacts.app;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import jp.meishigura.contacts.domain.card.CardDraft;
import jp.meishigura.contacts.domain.card.Field;
import jp.meishigura.contacts.domain.sealed.IndexDigest;
import jp.meishigura.contacts.domain.sealed.IndexTerm;
import jp.meishigura.contacts.domain.sealed.SealedCard;
import jp.meishigura.contacts.domain.search.CardSearch;
import jp.meishigura.contacts.domain.search.SearchEntry;
import jp.meishigura.contacts.domain.view.CardView;
import jp.meishigura.contacts.keys.BlindIndexes;
import jp.meishigura.contacts.keys.KeyMemory;
import jp.meishigura.contacts.store.BlindIndexTable;
import jp.meishigura.contacts.store.CardStore;
import jp.meishigura.contacts.store.StaleIndexKey;
import jp.meishigura.contacts.store.StateTable;
import jp.meishigura.contacts.store.StateTable.CardStates;
import jp.meishigura.platform.audit.AuditRecord;
import jp.meishigura.platform.caller.Caller;
import jp.meishigura.platform.http.Revisions;
import jp.meishigura.platform.problem.ProblemException;
import org.jspecify.annotations.Nullable;

/**
 * New contents for a card that exists. Whoever writes a locked card sees no more of it than before.
 */
@ApplicationScoped
public class CardChange {

  private final OnRecord onRecord;
  private final CardStore cards;
  private final BlindIndexTable digests;
  private final StateTable states;
  private final BlindIndexes indexes;
  private final KeyMemory memory;
  private final Resealing resealing;
  private final LockedViews views;
  private final CardSearch search;
  private final Clock clock;

  CardChange(
      OnRecord onRecord,
      CardStore cards,
      BlindIndexTable digests,
      StateTable states,
      BlindIndexes indexes,
      KeyMemory memory,
      Resealing resealing,
      LockedViews views,
      CardSearch search,
      Clock clock) {
    this.onRecord = onRecord;
    this.cards = cards;
    this.digests = digests;
    this.states = states;
    this.indexes = indexes;
    this.memory = memory;
    this.resealing = resealing;
    this.views = views;
    this.search = search;
    this.clock = clock;
  }

  private record Changed(SealedCard card, CardStates states) {}

  /**
   * Replaces all values except the original record. Values that stay as they were keep their
   * source.
   *
   * @param ifMatch the entity tag of the revision that is changed
   * @throws ProblemException 404, 412 or 428
   */
  public CardView replace(Caller caller, UUID id, @Nullable String ifMatch, CardDraft draft) {
    try {
      return replaceOnce(caller, id, ifMatch, draft);
    } catch (StaleIndexKey e) {
      memory.forgetIndexKeys(caller.tenant().id());
      return replaceOnce(caller, id, ifMatch, draft);
    }
  }

  private CardView replaceOnce(Caller caller, UUID id, @Nullable String ifMatch, CardDraft draft) {
    List<IndexDigest> newDigests =
        indexes.newest(caller.tenant(), caller.id(), IndexTerm.allOf(draft));
    SealedCard resealed =
        onRecord.prepare(
            caller,
            () -> current(caller, id, ifMatch, false),
            before ->
                resealing.reseal(
                    caller, before, draft, clock.instant().truncatedTo(ChronoUnit.MICROS)));
    Changed changed =
        onRecord.answer(
            caller,
            () ->
                switch (current(caller, id, ifMatch, true)) {
                  case Outcome.Refused<SealedCard>(var problem, var record) ->
                      new Outcome.Refused<>(problem, record);
                  case Outcome.Granted<SealedCard>(var _, var record) ->
                      write(resealed, newDigests, draft, record);
                },
            written -> written);
    search.put(
        caller.tenant().id(),
        SearchEntry.of(id, resealed.revision(), draft, SearchFeed.openings(changed.states())));
    return views.of(changed.card(), draft, changed.states().notes());
  }

  private Outcome<SealedCard> current(
      Caller caller, UUID id, @Nullable String ifMatch, boolean toChange) {
    AuditRecord asked = AuditRecord.of("card.update", caller).card(id);
    Optional<SealedCard> card = toChange ? cards.findToChange(id) : cards.find(id);
    if (card.isEmpty()) {
      return Outcome.Refused.of(Refusals.noSuchCard(), asked);
    }
    try {
      Revisions.requireMatch(ifMatch, card.get().revision());
    } catch (ProblemException e) {
      return Outcome.Refused.of(e, asked);
    }
    return new Outcome.Granted<>(card.get(), asked);
  }

  private Outcome<Changed> write(
      SealedCard resealed, List<IndexDigest> newDigests, CardDraft draft, AuditRecord record) {
    cards.change(resealed);
    digests.replace(resealed.id(), newDigests);
    EnumSet<Field> fields = EnumSet.noneOf(Field.class);
    draft.values().forEach(value -> fields.add(value.field()));
    return new Outcome.Granted<>(
        new Changed(resealed, states.of(resealed.id())),
        Asked.fields(record, fields).detail("revision", resealed.revision()));
  }
}
