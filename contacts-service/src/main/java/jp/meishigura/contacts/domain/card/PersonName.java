package jp.meishigura.contacts.domain.card;

import org.jspecify.annotations.Nullable;

/** A name, or the reading of one, with whatever parts are known. */
public record PersonName(@Nullable String family, @Nullable String given, @Nullable String full) {
  public static final PersonName NONE = new PersonName(null, null, null);

  /**
   * A name from possibly blank parts. Fills what follows from the others: the whole from its parts,
   * and the parts from a Japanese whole with one space in it (佐藤 太郎). A Latin whole is not taken
   * apart, for nobody knows which half is the family name.
   */
  public static PersonName of(
      @Nullable String family, @Nullable String given, @Nullable String full) {
    String knownFamily = blankToNull(family);
    String knownGiven = blankToNull(given);
    String whole = blankToNull(full);
    if (whole == null) {
      return new PersonName(knownFamily, knownGiven, join(knownFamily, knownGiven));
    }
    if (knownFamily == null && knownGiven == null && isJapanese(whole)) {
      String[] halves = whole.split("[\\s\u3000]+", -1);
      if (halves.length == 2) {
        return new PersonName(halves[0], halves[1], whole);
      }
    }
    return new PersonName(knownFamily, knownGiven, whole);
  }

  public boolean isEmpty() {
    return family == null && given == null && full == null;
  }

  /** The name as one would write it; empty when nothing is known. */
  public String display() {
    return full == null ? "" : full;
  }

  private static @Nullable String join(@Nullable String family, @Nullable String given) {
    if (family == null || given == null) {
      return family == null ? given : family;
    }
    return isJapanese(family + given) ? family + " " + given : given + " " + family;
  }

  private static boolean isJapanese(String text) {
    return text.codePoints()
        .mapToObj(Character.UnicodeScript::of)
        .anyMatch(
            script ->
                script == Character.UnicodeScript.HAN
                    || script == Character.UnicodeScript.HIRAGANA
                    || script == Character.UnicodeScript.KATAKANA);
  }

  private static @Nullable String blankToNull(@Nullable String text) {
    return text == null || text.isBlank() ? null : text.strip();
  }

  @Override
  public String toString() {
    return "***";
  }
}
