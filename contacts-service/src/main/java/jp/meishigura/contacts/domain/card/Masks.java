package jp.meishigura.contacts.domain.card;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * How values look to those who may not read them. A mask has the same length whatever it hides: 林
 * and 林田 both become 林○ ○○, or a family name of one character would be no secret.
 */
public final class Masks {
  private static final String HIDDEN = "○○";
  private static final Pattern FIRST_LETTER = Pattern.compile("\\X");
  private static final Pattern PREFECTURE =
      Pattern.compile(
          "(?:〒?\\s*[0-9０-９]{3}[-－ー]?[0-9０-９]{4}\\s*)?(北海道|東京都|京都府|大阪府|\\p{IsHan}{2,3}県).*",
          Pattern.DOTALL);

  private Masks() {}

  /** The family name's first letter, or the whole name's when the family name is unknown. */
  public static String name(PersonName name) {
    @Nullable String known = name.family() == null ? name.full() : name.family();
    if (known == null) {
      return hiddenName();
    }
    Matcher letter = FIRST_LETTER.matcher(known);
    return letter.find() ? letter.group() + "○ " + HIDDEN : hiddenName();
  }

  /** Of a name that nobody can read. */
  public static String hiddenName() {
    return HIDDEN + " " + HIDDEN;
  }

  /** A value of any field but the name's; whoever masks a name masks all its parts as one. */
  public static String text(Field field, String text) {
    return switch (field) {
      case PHONE -> phone(text);
      case EMAIL -> email(text);
      case ADDRESS -> address(text);
      case NAME, READING, COMPANY, DEPARTMENT, TITLE, URL, NOTE, ORIGINAL -> HIDDEN;
    };
  }

  /** The last two digits, enough to tell two numbers apart. */
  private static String phone(String text) {
    String digits = text.replaceAll("[^0-9]", "");
    return digits.length() < 7 ? "****" : "****" + digits.substring(digits.length() - 2);
  }

  /** The local part's first letter, unless it is its only one, and the domain. */
  private static String email(String text) {
    int at = text.lastIndexOf('@');
    if (at < 0) {
      return HIDDEN;
    }
    Matcher letter = FIRST_LETTER.matcher(text.substring(0, at));
    boolean several = letter.find() && letter.end() < at;
    return (several ? letter.group() : "") + "***" + text.substring(at);
  }

  /** The prefecture, where there is one. */
  private static String address(String text) {
    Matcher matcher = PREFECTURE.matcher(text.strip());
    return matcher.matches() ? matcher.group(1) + HIDDEN : HIDDEN;
  }
}
