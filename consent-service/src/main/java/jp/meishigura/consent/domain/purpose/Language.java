package jp.meishigura.consent.domain.purpose;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The languages that people are spoken to in. Every text exists in each of them. */
public enum Language {
  JA(Locale.JAPANESE),
  EN(Locale.ENGLISH);

  private final Locale locale;

  Language(Locale locale) {
    this.locale = locale;
  }

  public Locale locale() {
    return locale;
  }

  /** The tag of BCP 47. */
  public String tag() {
    return locale.toLanguageTag();
  }

  public static Optional<Language> ofTag(String tag) {
    for (Language language : values()) {
      if (language.tag().equals(tag)) {
        return Optional.of(language);
      }
    }
    return Optional.empty();
  }

  /**
   * The first of the reader's languages that we speak; Japanese for everybody else, because it is
   * the language of nearly all cards here.
   *
   * @param preferred as in Accept-Language, most wanted first
   */
  public static Language negotiate(List<Locale> preferred) {
    return preferred.stream()
        .flatMap(wanted -> ofTag(wanted.getLanguage()).stream())
        .findFirst()
        .orElse(JA);
  }
}
