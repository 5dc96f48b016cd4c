package jp.meishigura.contacts.app;

import java.util.List;
import jp.meishigura.contacts.domain.card.CardDraft;
import jp.meishigura.contacts.domain.sealed.IndexDigest;
import jp.meishigura.contacts.domain.sealed.SealedCard;
import jp.meishigura.contacts.keys.SubjectKey;

/** A card that is ready to be written: sealed, and once more in the clear for the search index. */
record NewCard(SealedCard sealed, List<IndexDigest> digests, CardDraft draft, SubjectKey key) {
  NewCard {
    digests = List.copyOf(digests);
  }
}
