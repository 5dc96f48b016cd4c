package jp.meishigura.contacts.domain.card;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import jp.meishigura.contacts.domain.text.EmailText;
import org.jspecify.annotations.Nullable;

/** Collects values, names them in their order, and refuses what is not a card. */
public final class DraftBuilder {
  static final int MAX_TEXT = 1_000;
  static final int MAX_LONG_TEXT = 10_000;
  static final int MAX_VALUES = 50;

  private PersonName name = PersonName.NONE;
  private PersonName reading = PersonName.NONE;
  private final Map<Field, List<Value>> lists = new EnumMap<>(Field.class);

  public DraftBuilder name(PersonName name) {
    this.name = name;
    return this;
  }

  public DraftBuilder reading(PersonName reading) {
    this.reading = reading;
    return this;
  }

  /** Adds a value to a field other than name and reading; blank text is no value. */
  public DraftBuilder add(Field field, @Nullable String text, List<String> types) {
    if (text != null && !text.isBlank()) {
      List<Value> values = lists.computeIfAbsent(field, none -> new ArrayList<>());
      ValueName next = ValueName.of(field, values.size() + 1);
      values.add(new Value(next, field == Field.ORIGINAL ? text : text.strip(), types));
    }
    return this;
  }

  /** Adds a value without types. */
  public DraftBuilder add(Field field, @Nullable String text) {
    return add(field, text, List.of());
  }

  /**
   * The draft.
   *
   * @throws NotACard when the values do not make a card
   */
  public CardDraft build() throws NotACard {
    // Phones export contacts that are nothing but a number or an address; those are cards too.
    boolean says =
        lists.containsKey(Field.COMPANY)
            || lists.containsKey(Field.EMAIL)
            || lists.containsKey(Field.PHONE);
    if (name.isEmpty() && reading.isEmpty() && !says) {
      throw new NotACard(CardFault.EMPTY_CARD);
    }
    List<Value> values = new ArrayList<>();
    addParts(values, Field.NAME, name);
    addParts(values, Field.READING, reading);
    for (List<Value> list : lists.values()) {
      if (list.size() > MAX_VALUES) {
        throw new NotACard(CardFault.TOO_MANY_VALUES);
      }
      values.addAll(list);
    }
    for (Value value : values) {
      check(value);
    }
    return new CardDraft(values);
  }

  private static void addParts(List<Value> values, Field field, PersonName person) {
    addPart(values, new ValueName(field, ValueName.FAMILY), person.family());
    addPart(values, new ValueName(field, ValueName.GIVEN), person.given());
    addPart(values, new ValueName(field, ValueName.FULL), person.full());
  }

  private static void addPart(List<Value> values, ValueName name, @Nullable String text) {
    if (text != null) {
      values.add(new Value(name, text, List.of()));
    }
  }

  private static void check(Value value) throws NotACard {
    String text = value.text();
    int limit =
        switch (value.field()) {
          // Its reader has bounded it already, and it may hold a photograph.
          case ORIGINAL -> Integer.MAX_VALUE;
          case NOTE, ADDRESS -> MAX_LONG_TEXT;
          default -> MAX_TEXT;
        };
    if (text.length() > limit) {
      throw new NotACard(CardFault.VALUE_TOO_LONG);
    }
    if (text.chars().anyMatch(DraftBuilder::isForbidden)) {
      throw new NotACard(CardFault.CONTROL_CHARACTERS);
    }
    if (value.field() == Field.EMAIL && EmailText.normal(text).isEmpty()) {
      throw new NotACard(CardFault.BAD_EMAIL);
    }
  }

  private static boolean isForbidden(int c) {
    return Character.isISOControl(c) && c != '\n' && c != '\r' && c != '\t';
  }
}
