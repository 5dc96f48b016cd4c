package jp.meishigura.verifier.text;

import java.util.regex.Pattern;
import jp.meishigura.verifier.Failure;
import jp.meishigura.verifier.Refused;

/** Tree sizes and indexes: ASCII digits without a leading zero, from 0 to 2^63 - 1. */
public final class StrictDecimal {
  private static final Pattern DIGITS = Pattern.compile("0|[1-9][0-9]{0,18}");

  private StrictDecimal() {}

  /**
   * Reads one.
   *
   * @param what it is, for the message
   * @throws Refused as {@link Failure#MALFORMED}
   */
  public static long parse(String text, String what) throws Refused {
    if (DIGITS.matcher(text).matches()) {
      try {
        return Long.parseLong(text);
      } catch (NumberFormatException e) {
        // Nineteen digits may be more than 2^63 - 1: refused like any other.
      }
    }
    throw new Refused(Failure.MALFORMED, what + " is not a decimal number from 0 to 2^63 - 1");
  }
}
