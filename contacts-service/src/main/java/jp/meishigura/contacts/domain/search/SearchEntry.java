package jp.meishigura.contacts.domain.search;

import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import jp.meishigura.contacts.domain.card.CardDraft;
import jp.meishigura.contacts.domain.card.Field;
import jp.meishigura.contacts.domain.card.PersonName;
import jp.meishigura.contacts.domain.card.Value;

/**
 * What the search knows of a card, in the clear.
 *
 * @param revision of the card; a higher one replaces a lower one, in whatever order they arrive
 * @param names the ways to write the name, the usual one first; likewise readings and companies
 */
public record SearchEntry(
    UUID card,
    long revision,
    List<String> names,
    List<String> readings,
    List<String> companies,
    Openings openings) {

  public SearchEntry {
    names = List.copyOf(names);
    readings = List.copyOf(readings);
    companies = List.copyOf(companies);
  }

  public static SearchEntry of(UUID card, long revision, CardDraft draft, Openings openings) {
    return new SearchEntry(
        card,
        revision,
        spellings(draft.name()),
        spellings(draft.reading()),
        draft.values(Field.COMPANY).map(Value::text).toList(),
        openings);
  }

  /** Family name first, as 五十音 order wants it; the whole as well where it says something else. */
  private static List<String> spellings(PersonName name) {
    List<String> spellings = new ArrayList<>();
    if (name.family() != null) {
      spellings.add(name.given() == null ? name.family() : name.family() + " " + name.given());
    }
    if (name.full() != null && !spellings.contains(name.full())) {
      spellings.add(name.full());
    }
    return spellings;
  }

  @Override
  public String toString() {
    return "SearchEntry of " + card;
  }
}
