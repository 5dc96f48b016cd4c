package jp.meishigura.consent.domain.consent;

import java.util.Locale;
import java.util.Optional;

/** What a person can say on the page. */
public enum Answer {
  GIVE,
  REFUSE,
  WITHDRAW;

  /** The word in the form and in the audit record. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  public static Optional<Answer> ofWord(String word) {
    for (Answer answer : values()) {
      if (answer.word().equals(word)) {
        return Optional.of(answer);
      }
    }
    return Optional.empty();
  }
}
