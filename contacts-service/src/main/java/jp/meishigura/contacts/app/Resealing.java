package jp.meishigura.contacts.app;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import jp.meishigura.contacts.domain.card.CardDraft;
import jp.meishigura.contacts.domain.card.Field;
import jp.meishigura.contacts.domain.card.Source;
import jp.meishigura.contacts.domain.card.Value;
import jp.meishigura.contacts.domain.sealed.OpenedCard;
import jp.meishigura.contacts.domain.sealed.SealedCard;
import jp.meishigura.contacts.domain.sealed.SealedValue;
import jp.meishigura.contacts.keys.BorrowedKeys;
import jp.meishigura.contacts.keys.CardSealer;
import jp.meishigura.contacts.keys.KeyUse;
import jp.meishigura.contacts.keys.SubjectKey;
import jp.meishigura.contacts.keys.SubjectKeys;
import jp.meishigura.platform.caller.Caller;

/** Seals new contents of a card under the key it has. */
@ApplicationScoped
class Resealing {

  private final SubjectKeys keys;
  private final CardSealer sealer;
  private final CardOpener opener;

  Resealing(SubjectKeys keys, CardSealer sealer, CardOpener opener) {
    this.keys = keys;
    this.sealer = sealer;
    this.opener = opener;
  }

  SealedCard reseal(Caller caller, SealedCard before, CardDraft draft, Instant at) {
    KeyUse use = new KeyUse(caller.id(), null, KeyUse.Reason.UPDATE);
    try (BorrowedKeys borrowed = keys.borrow(caller.tenant(), List.of(before.keyId()), use)) {
      OpenedCard opened =
          opener.open(caller.tenant(), before, borrowed, EnumSet.allOf(Field.class));
      SubjectKey key =
          new SubjectKey(before.id(), before.keyId(), CardOpener.key(before, borrowed));
      return merge(caller, before, opened, draft, key, at);
    }
  }

  private SealedCard merge(
      Caller caller,
      SealedCard before,
      OpenedCard opened,
      CardDraft draft,
      SubjectKey key,
      Instant at) {
    Map<String, SealedValue> sealedByName = new HashMap<>();
    before.values().forEach(value -> sealedByName.put(value.name(), value));
    List<SealedValue> kept = new ArrayList<>();
    List<Value> changed = new ArrayList<>();
    for (Value value : draft.values()) {
      SealedValue sealed = sealedByName.get(value.name().toString());
      if (sealed != null && opened.values().contains(value)) {
        kept.add(sealed);
      } else {
        changed.add(value);
      }
    }
    // The record as it came in stays, whatever becomes of the values that were read from it.
    opened
        .draft()
        .values(Field.ORIGINAL)
        .map(Value::name)
        .map(Object::toString)
        .map(sealedByName::get)
        .forEach(kept::add);
    List<Source> sources = new ArrayList<>(before.sources());
    int place = freePlace(kept, sources.size());
    Source source = Sources.api(caller, at);
    if (place == sources.size()) {
      sources.add(source);
    } else {
      sources.set(place, source);
    }
    List<SealedValue> values = new ArrayList<>(kept);
    values.addAll(sealer.seal(caller.tenant(), key, changed, null, place));
    for (SealedValue value : before.values()) {
      boolean isFile = value.name().equals(SealedValue.fileOf(value.source()));
      if (isFile && value.source() != place) {
        values.add(value);
      }
    }
    return new SealedCard(
        before.id(),
        before.keyId(),
        before.revision() + 1,
        before.owner(),
        values,
        sources,
        before.createdAt(),
        at);
  }

  /** A source that no value is from any more makes room; the first one tells how the card came. */
  private static int freePlace(List<SealedValue> kept, int count) {
    for (int place = 1; place < count; place++) {
      int wanted = place;
      if (kept.stream().noneMatch(value -> value.source() == wanted)) {
        return place;
      }
    }
    return count;
  }
}
