package jp.meishigura.contacts.app;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Supplier;
import jp.meishigura.contacts.ContactsConfig;
import jp.meishigura.contacts.domain.card.Field;
import jp.meishigura.contacts.domain.gate.ProcessingState;
import jp.meishigura.contacts.domain.sealed.SealedCard;
import jp.meishigura.contacts.domain.search.Openings;
import jp.meishigura.contacts.domain.search.SearchEntry;
import jp.meishigura.contacts.domain.search.SearchSource;
import jp.meishigura.contacts.domain.view.ConsentNote;
import jp.meishigura.contacts.keys.BorrowedKeys;
import jp.meishigura.contacts.keys.KeyUse;
import jp.meishigura.contacts.keys.SubjectKeys;
import jp.meishigura.contacts.store.CardStore;
import jp.meishigura.contacts.store.StateTable;
import jp.meishigura.contacts.store.StateTable.CardStates;
import jp.meishigura.platform.caller.Caller;
import jp.meishigura.platform.tx.TenantTransactions;
import org.jboss.logging.Logger;

/** Fills a search index from the sealed rows, in batches, and keeps nothing of them. */
@ApplicationScoped
public class SearchFeed implements SearchSource {

  private static final Logger LOG = Logger.getLogger(SearchFeed.class);

  /** Whose question fills the index: the release of all these keys is put on record under them. */
  private static final ScopedValue<Caller> ASKING = ScopedValue.newInstance();

  private static final Set<Field> NAMES = EnumSet.of(Field.NAME, Field.READING, Field.COMPANY);

  private final TenantTransactions transactions;
  private final CardStore cards;
  private final StateTable states;
  private final SubjectKeys keys;
  private final CardOpener opener;
  private final int batchSize;

  SearchFeed(
      TenantTransactions transactions,
      CardStore cards,
      StateTable states,
      SubjectKeys keys,
      CardOpener opener,
      ContactsConfig config) {
    this.transactions = transactions;
    this.cards = cards;
    this.states = states;
    this.keys = keys;
    this.opener = opener;
    this.batchSize = config.indexBatch();
  }

  /** Asks the index, which may have to be filled for it. */
  static <T> T asking(Caller caller, Supplier<T> question) {
    return ScopedValue.where(ASKING, caller).call(question::get);
  }

  /** The purposes for which a card with these states is open. */
  static Openings openings(CardStates states) {
    Map<String, Instant> until = new HashMap<>();
    for (ConsentNote note : states.notes()) {
      ProcessingState state = note.state();
      if (state.status().permits()) {
        Instant end = state.validUntil();
        until.put(note.purpose(), end == null ? Instant.MAX : end);
      }
    }
    return new Openings(states.revision(), until);
  }

  private record Batch(List<SealedCard> cards, Map<UUID, CardStates> states) {}

  @Override
  public void readAll(UUID tenant, Consumer<SearchEntry> sink) {
    Caller caller = ASKING.get();
    Optional<UUID> last = Optional.empty();
    while (true) {
      Optional<UUID> after = last;
      Batch batch = transactions.call(caller.tenant(), () -> read(after));
      hand(caller, batch, sink);
      if (batch.cards().size() < batchSize) {
        return;
      }
      last = Optional.of(batch.cards().getLast().id());
    }
  }

  private Batch read(Optional<UUID> after) {
    List<SealedCard> found = cards.inOrderOfIds(after, batchSize);
    return new Batch(found, states.of(found.stream().map(SealedCard::id).toList()));
  }

  private void hand(Caller caller, Batch batch, Consumer<SearchEntry> sink) {
    List<UUID> keyIds = batch.cards().stream().map(SealedCard::keyId).toList();
    KeyUse use = new KeyUse(caller.id(), null, KeyUse.Reason.SEARCH_INDEX);
    try (BorrowedKeys borrowed = keys.borrowOnce(caller.tenant(), keyIds, use)) {
      for (SealedCard card : batch.cards()) {
        CardStates known = batch.states().getOrDefault(card.id(), CardStates.NONE);
        try {
          sink.accept(
              SearchEntry.of(
                  card.id(),
                  card.revision(),
                  opener.open(caller.tenant(), card, borrowed, NAMES).draft(),
                  openings(known)));
        } catch (CardDamaged e) {
          LOG.errorf("Not found by name: %s", e.getMessage());
        }
      }
    }
  }
}
