package jp.meishigura.contacts.domain.text;

import java.text.Normalizer;
import java.util.Locale;

/**
 * The form in which names are searched. Never stored, never shown: it loses what people care for.
 */
public final class SearchText {
  private SearchText() {}

  /**
   * Folds width, case, kana (ｻﾄｳ, サトウ and さとう are one), spaces, punctuation, and the variants of
   * kanji that names are written with (髙 and 高).
   */
  public static String fold(String text) {
    StringBuilder folded = new StringBuilder(text.length());
    Normalizer.normalize(text, Normalizer.Form.NFKC)
        .toLowerCase(Locale.ROOT)
        .codePoints()
        .filter(SearchText::counts)
        .map(SearchText::hiragana)
        .map(KanjiVariants::common)
        .forEach(folded::appendCodePoint);
    // What was dropped may have stood between a letter and its accent.
    return Normalizer.normalize(folded, Normalizer.Form.NFKC);
  }

  private static boolean counts(int c) {
    return switch (Character.getType(c)) {
      case Character.SPACE_SEPARATOR,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR,
          Character.CONTROL,
          Character.FORMAT,
          Character.SURROGATE,
          Character.UNASSIGNED,
          Character.DASH_PUNCTUATION,
          Character.CONNECTOR_PUNCTUATION,
          Character.START_PUNCTUATION,
          Character.END_PUNCTUATION,
          Character.INITIAL_QUOTE_PUNCTUATION,
          Character.FINAL_QUOTE_PUNCTUATION,
          Character.OTHER_PUNCTUATION ->
          false;
      // Variation selectors pick a glyph (葛 with U+E0100), not another letter.
      case Character.NON_SPACING_MARK ->
          !(c >= 0xFE00 && c <= 0xFE0F) && !(c >= 0xE0100 && c <= 0xE01EF);
      default -> true;
    };
  }

  private static int hiragana(int c) {
    if (c == 'ヵ' || c == 'ヶ') {
      return c == 'ヵ' ? 'か' : 'け';
    }
    boolean hasTwin = (c >= 'ァ' && c <= 'ヴ') || c == 'ヽ' || c == 'ヾ';
    return hasTwin ? c - 0x60 : c;
  }
}
