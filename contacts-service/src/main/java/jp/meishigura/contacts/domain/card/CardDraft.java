package jp.meishigura.contacts.domain.card;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The values of a card that has no id, key or source yet. Build one with {@link DraftBuilder}. */
public record CardDraft(List<Value> values) {
  public CardDraft {
    values = List.copyOf(values);
  }

  public Stream<Value> values(Field field) {
    return values.stream().filter(value -> value.field() == field);
  }

  /** The first value of a field. */
  public Optional<String> first(Field field) {
    return values(field).map(Value::text).findFirst();
  }

  public PersonName name() {
    return person(Field.NAME);
  }

  public PersonName reading() {
    return person(Field.READING);
  }

  private PersonName person(Field field) {
    return new PersonName(
        part(field, ValueName.FAMILY), part(field, ValueName.GIVEN), part(field, ValueName.FULL));
  }

  private @Nullable String part(Field field, String key) {
    return values(field)
        .filter(value -> value.name().key().equals(key))
        .map(Value::text)
        .findFirst()
        .orElse(null);
  }

  @Override
  public String toString() {
    return "CardDraft of " + values.size() + " values";
  }
}
