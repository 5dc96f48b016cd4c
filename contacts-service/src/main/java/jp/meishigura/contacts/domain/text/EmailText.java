package jp.meishigura.contacts.domain.text;

import java.text.Normalizer;
import java.util.Locale;
import java.util.Optional;

/** E-mail addresses, as far as comparing them goes. */
public final class EmailText {
  private EmailText() {}

  /**
   * The form to compare by: NFKC, lower case. Empty when the text is no address. Deliberately no
   * grammar: Japanese carriers gave out addresses that RFC 5322 forbids (a..b.@docomo.ne.jp).
   */
  public static Optional<String> normal(String text) {
    String address =
        Normalizer.normalize(text, Normalizer.Form.NFKC).strip().toLowerCase(Locale.ROOT);
    int at = address.lastIndexOf('@');
    boolean plausible =
        at > 0
            && at < address.length() - 1
            && address.length() <= 320
            && address.indexOf('@') == at
            && address.codePoints().noneMatch(EmailText::isOutOfPlace);
    return plausible ? Optional.of(address) : Optional.empty();
  }

  private static boolean isOutOfPlace(int c) {
    return Character.isWhitespace(c)
        || Character.isSpaceChar(c)
        || Character.isISOControl(c)
        || ",;<>()".indexOf(c) >= 0;
  }
}
