package jp.meishigura.audit.api;

import org.jspecify.annotations.Nullable;

/**
 * A cell of CSV (RFC 4180) that no spreadsheet runs. A text that would begin a formula gets an
 * apostrophe before it; the full-width signs too, which Japanese Excel takes for the others.
 */
final class CsvCell {

  private static final String FORMULA = "=+-@\t\r\n＝＋－＠";

  private CsvCell() {}

  static String of(@Nullable Object value) {
    if (value == null) {
      return "";
    }
    String text = value.toString();
    String seen = text.strip();
    boolean formula =
        !text.isEmpty()
            && (FORMULA.indexOf(text.charAt(0)) >= 0
                || (!seen.isEmpty() && FORMULA.indexOf(seen.charAt(0)) >= 0));
    return '"' + (formula ? "'" : "") + text.replace("\"", "\"\"") + '"';
  }
}
