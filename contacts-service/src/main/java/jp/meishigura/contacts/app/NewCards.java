package jp.meishigura.contacts.app;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import jp.meishigura.contacts.domain.card.CardDraft;
import jp.meishigura.contacts.domain.card.Source;
import jp.meishigura.contacts.domain.sealed.IndexDigest;
import jp.meishigura.contacts.domain.sealed.IndexTerm;
import jp.meishigura.contacts.domain.sealed.SealedCard;
import jp.meishigura.contacts.domain.search.CardSearch;
import jp.meishigura.contacts.domain.search.Openings;
import jp.meishigura.contacts.domain.search.SearchEntry;
import jp.meishigura.contacts.keys.BlindIndexes;
import jp.meishigura.contacts.keys.CardSealer;
import jp.meishigura.contacts.keys.KeyMemory;
import jp.meishigura.contacts.keys.SubjectKey;
import jp.meishigura.contacts.keys.SubjectKeys;
import jp.meishigura.contacts.store.BlindIndexTable;
import jp.meishigura.contacts.store.CardStore;
import jp.meishigura.contacts.store.StaleIndexKey;
import jp.meishigura.platform.caller.Caller;
import jp.meishigura.platform.caller.Tenant;
import jp.meishigura.platform.tx.TenantScope;

/** Seals and writes new cards, one or many. */
@ApplicationScoped
class NewCards {

  private final CardSealer sealer;
  private final BlindIndexes indexes;
  private final CardStore cards;
  private final BlindIndexTable digests;
  private final SubjectKeys keys;
  private final KeyMemory memory;
  private final CardSearch search;

  NewCards(
      CardSealer sealer,
      BlindIndexes indexes,
      CardStore cards,
      BlindIndexTable digests,
      SubjectKeys keys,
      KeyMemory memory,
      CardSearch search) {
    this.sealer = sealer;
    this.indexes = indexes;
    this.cards = cards;
    this.digests = digests;
    this.keys = keys;
    this.memory = memory;
    this.search = search;
  }

  /** Seals a draft under a key of its own; before the transaction. */
  NewCard seal(Caller caller, SubjectKey key, CardDraft draft, Source source) {
    Tenant tenant = caller.tenant();
    SealedCard sealed =
        new SealedCard(
            key.subject(),
            key.keyId(),
            1,
            caller.id(),
            sealer.seal(tenant, key, draft.values(), source.file(), 0),
            List.of(withoutFile(source)),
            source.at(),
            source.at());
    List<IndexTerm> terms = IndexTerm.allOf(draft);
    return new NewCard(sealed, indexes.newest(tenant, caller.id(), terms), draft, key);
  }

  /**
   * Writes the cards; in the caller's transaction.
   *
   * @throws StaleIndexKey when their digests must be computed anew, and they be sealed again
   */
  void insert(List<NewCard> fresh) {
    cards.insert(fresh.stream().map(NewCard::sealed).toList());
    Map<UUID, List<IndexDigest>> all = new HashMap<>();
    fresh.forEach(card -> all.put(card.sealed().id(), card.digests()));
    try {
      digests.insert(all);
    } catch (StaleIndexKey e) {
      memory.forgetIndexKeys(TenantScope.tenant().id());
      throw e;
    }
  }

  /** Makes committed cards findable, and gives up their keys except for the cache's copies. */
  void committed(Tenant tenant, List<NewCard> written) {
    for (NewCard card : written) {
      search.put(tenant.id(), SearchEntry.of(card.sealed().id(), 1, card.draft(), Openings.NONE));
      keys.keep(tenant, card.key());
      card.key().close();
    }
  }

  static Source withoutFile(Source source) {
    return new Source(
        source.kind(), null, source.line(), source.client(), source.person(), source.at());
  }
}
