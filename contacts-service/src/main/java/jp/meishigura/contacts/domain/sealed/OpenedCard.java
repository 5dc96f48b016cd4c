package jp.meishigura.contacts.domain.sealed;

import java.util.List;
import java.util.Map;
import jp.meishigura.contacts.domain.card.CardDraft;
import jp.meishigura.contacts.domain.card.Source;
import jp.meishigura.contacts.domain.card.Value;
import jp.meishigura.contacts.domain.card.ValueName;

/**
 * What was opened of a card: often not all of it.
 *
 * @param values those that were asked for and opened
 * @param from for each of them, and by name, the place of its source
 * @param sources where values came from, with file names as far as they were asked for
 */
public record OpenedCard(List<Value> values, Map<ValueName, Integer> from, List<Source> sources) {

  public OpenedCard {
    values = List.copyOf(values);
    from = Map.copyOf(from);
    sources = List.copyOf(sources);
  }

  /** The opened values as a draft, to read names from. */
  public CardDraft draft() {
    return new CardDraft(values);
  }

  public Source sourceOf(Value value) {
    return sources.get(from.getOrDefault(value.name(), 0));
  }

  @Override
  public String toString() {
    return "OpenedCard of " + values.size() + " values";
  }
}
