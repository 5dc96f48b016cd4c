package jp.meishigura.contacts.api;

import jp.meishigura.contacts.domain.card.PersonName;
import org.jspecify.annotations.Nullable;

/** A name or a reading as callers write it, with whatever parts they know. */
public record NameInput(@Nullable String family, @Nullable String given, @Nullable String full) {

  static PersonName person(@Nullable NameInput input) {
    return input == null
        ? PersonName.NONE
        : PersonName.of(input.family(), input.given(), input.full());
  }

  @Override
  public String toString() {
    return "***";
  }
}
