package jp.meishigura.contacts.domain.text;

import com.google.i18n.phonenumbers.NumberParseException;
import com.google.i18n.phonenumbers.PhoneNumberUtil;
import com.google.i18n.phonenumbers.PhoneNumberUtil.PhoneNumberFormat;
import com.google.i18n.phonenumbers.Phonenumber.PhoneNumber;
import java.text.Normalizer;
import java.util.Optional;
import java.util.regex.Pattern;

/** Phone numbers, as far as comparing them goes. */
public final class PhoneText {
  private static final int LONGEST = 250;

  /**
   * What Japanese cards write behind a number. libphonenumber knows "ext." but takes 内線 for the
   * number's end only sometimes, so it never gets to see it.
   */
  private static final Pattern EXTENSION =
      Pattern.compile("[(\\s]*(?:内線|内[)\\s]*[0-9]|ext|代表|代\\)|直通|担当).*$", Pattern.CASE_INSENSITIVE);

  /** What stands before it: TEL, 電話, and the sign by which spreadsheets keep the leading zero. */
  private static final Pattern LEAD =
      Pattern.compile("^(?:tel:|[^0-9+(]*)", Pattern.CASE_INSENSITIVE);

  private PhoneText() {}

  /** The number in E.164, read as a Japanese one unless it names its country; else empty. */
  public static Optional<String> normal(String text) {
    if (text.length() > LONGEST) {
      return Optional.empty();
    }
    String folded = Normalizer.normalize(text, Normalizer.Form.NFKC).strip();
    return e164(EXTENSION.matcher(LEAD.matcher(folded).replaceFirst("")).replaceFirst(""))
        .flatMap(PhoneText::last);
  }

  /**
   * Of zeros in front libphonenumber takes some away and then, read again, some more. What is
   * compared is the last form, so that it is the same however often it was normalized.
   */
  private static Optional<String> last(String number) {
    return e164(number).flatMap(again -> again.equals(number) ? Optional.of(number) : last(again));
  }

  private static Optional<String> e164(String number) {
    PhoneNumberUtil phones = PhoneNumberUtil.getInstance();
    try {
      PhoneNumber parsed = phones.parse(number, "JP");
      // "Possible", not "valid": numbering plans move faster than libraries are updated.
      return phones.isPossibleNumber(parsed)
          ? Optional.of(phones.format(parsed, PhoneNumberFormat.E164))
          : Optional.empty();
    } catch (NumberParseException notANumber) {
      return Optional.empty();
    }
  }
}
