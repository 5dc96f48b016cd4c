package jp.meishigura.contacts.domain.card;

import java.util.List;

/**
 * One value of a card, in the clear.
 *
 * @param text as it was written, never normalised
 * @param types what kind of phone, e-mail, … it is: {@code work}, {@code cell}, {@code fax}; lower
 *     case, sorted, possibly empty
 */
public record Value(ValueName name, String text, List<String> types) {
  public Value {
    types = types.stream().distinct().sorted().toList();
  }

  public Field field() {
    return name.field();
  }

  /** Never the text: values end up in log statements by accident. */
  @Override
  public String toString() {
    return name + "=***";
  }
}
