package jp.meishigura.consent.domain.purpose;

import java.util.Locale;
import java.util.Optional;

/**
 * What a purpose can ask for. The names are those of contacts-service. The raw record as it was
 * imported is not among them: nobody could be told what they consent to.
 */
public enum CardField {
  NAME,
  READING,
  COMPANY,
  DEPARTMENT,
  TITLE,
  PHONE,
  EMAIL,
  ADDRESS,
  URL,
  NOTE;

  public String slug() {
    return name().toLowerCase(Locale.ROOT);
  }

  public static Optional<CardField> ofSlug(String slug) {
    for (CardField field : values()) {
      if (field.slug().equals(slug)) {
        return Optional.of(field);
      }
    }
    return Optional.empty();
  }
}
