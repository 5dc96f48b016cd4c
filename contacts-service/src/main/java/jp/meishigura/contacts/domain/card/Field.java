package jp.meishigura.contacts.domain.card;

import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** The fields of a card. A field may have several values. */
public enum Field {
  NAME(FieldClass.IDENTITY),
  /** How the name is read, in kana (よみ). */
  READING(FieldClass.IDENTITY),
  COMPANY(FieldClass.IDENTITY),
  DEPARTMENT(FieldClass.IDENTITY),
  TITLE(FieldClass.IDENTITY),
  PHONE(FieldClass.CONTACT_POINT),
  EMAIL(FieldClass.CONTACT_POINT),
  ADDRESS(FieldClass.CONTACT_POINT),
  URL(FieldClass.CONTACT_POINT),
  NOTE(FieldClass.SENSITIVE),
  /** The record as it came in, so that nothing is lost. */
  ORIGINAL(FieldClass.SENSITIVE);

  private final FieldClass fieldClass;

  Field(FieldClass fieldClass) {
    this.fieldClass = fieldClass;
  }

  public FieldClass fieldClass() {
    return fieldClass;
  }

  /** The name in the API, in events and in audit records. */
  public String slug() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Whether values are the parts of a person's name (family, given, full) rather than a list. */
  public boolean hasNameParts() {
    return this == NAME || this == READING;
  }

  /**
   * Whether a set of fields gives this one. Naming the name gives its reading too: a reading is how
   * one says the same name, and 五十音 order needs it.
   */
  public boolean within(Set<Field> fields) {
    return fields.contains(this) || (this == READING && fields.contains(NAME));
  }

  public static Optional<Field> ofSlug(String slug) {
    for (Field field : values()) {
      if (field.slug().equals(slug)) {
        return Optional.of(field);
      }
    }
    return Optional.empty();
  }
}
