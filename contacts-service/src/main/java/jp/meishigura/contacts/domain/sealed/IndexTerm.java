package jp.meishigura.contacts.domain.sealed;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import jp.meishigura.contacts.domain.card.CardDraft;
import jp.meishigura.contacts.domain.card.Field;
import jp.meishigura.contacts.domain.card.Value;
import jp.meishigura.contacts.domain.text.EmailText;
import jp.meishigura.contacts.domain.text.PhoneText;

/**
 * What a card is found by exactly: a phone number in E.164 or an e-mail address in its normal form.
 * In the clear, so it lives only until its digest is taken.
 */
public record IndexTerm(Field field, String normal) {

  public static Optional<IndexTerm> of(Field field, String text) {
    Optional<String> normal =
        switch (field) {
          case PHONE -> PhoneText.normal(text);
          case EMAIL -> EmailText.normal(text);
          case NAME, READING, COMPANY, DEPARTMENT, TITLE, ADDRESS, URL, NOTE, ORIGINAL ->
              Optional.empty();
        };
    return normal.map(known -> new IndexTerm(field, known));
  }

  /** All terms of a card, each once. */
  public static List<IndexTerm> allOf(CardDraft card) {
    return card.values().stream().flatMap(IndexTerm::ofValue).distinct().toList();
  }

  private static Stream<IndexTerm> ofValue(Value value) {
    return of(value.field(), value.text()).stream();
  }

  @Override
  public String toString() {
    return field.slug() + "=***";
  }
}
