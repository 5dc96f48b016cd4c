package jp.meishigura.consent.domain.purpose;

/** The rule for texts that end in pages and mail headers. */
final class Texts {

  private Texts() {}

  /** One line of 1 to {@code max} characters: a line break could forge a mail header. */
  static boolean isLine(String text, int max) {
    return isText(text, max) && text.codePoints().noneMatch(Character::isISOControl);
  }

  /** A text of 1 to {@code max} characters, line breaks allowed. */
  static boolean isText(String text, int max) {
    return !text.isBlank()
        && text.length() <= max
        && text.codePoints().noneMatch(c -> Character.isISOControl(c) && c != '\n' && c != '\r');
  }
}
