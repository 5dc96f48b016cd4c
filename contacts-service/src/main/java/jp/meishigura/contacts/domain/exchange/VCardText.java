package jp.meishigura.contacts.domain.exchange;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Makes what Japanese phones write palatable to ez-vcard, leaving everything else alone. */
final class VCardText {
  /** Where {@code SOUND;X-IRMC-N} goes: ez-vcard takes SOUND for an audio clip. */
  static final String READING = "X-IRMC-SOUND";

  /** A line's property name and parameters: up to the first colon, not a folded line. */
  private static final Pattern HEAD = Pattern.compile("(?m)^[A-Za-z][^:\\r\\n]{0,200}:");

  /** All of them mean CP932; see {@link StrictText#CP932}. */
  private static final Pattern SHIFT_JIS =
      Pattern.compile(
          "CHARSET=\"?(?:SHIFT[_-]?JIS|X-SJIS|SJIS|MS932|CP932|WINDOWS-31J)\"?(?=[;:])",
          Pattern.CASE_INSENSITIVE);

  private static final Pattern SOUND =
      Pattern.compile("^SOUND(?=;(?:.*;)?(?:TYPE=)?X-IRMC-N[;:])", Pattern.CASE_INSENSITIVE);

  private VCardText() {}

  static String prepare(String card) {
    return HEAD.matcher(card)
        .replaceAll(
            head -> {
              String charset =
                  SHIFT_JIS.matcher(head.group()).replaceAll("CHARSET=" + StrictText.CP932.name());
              return Matcher.quoteReplacement(SOUND.matcher(charset).replaceFirst(READING));
            });
  }
}
