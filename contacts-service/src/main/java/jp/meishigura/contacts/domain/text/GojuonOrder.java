package jp.meishigura.contacts.domain.text;

import com.ibm.icu.text.Collator;
import com.ibm.icu.text.RuleBasedCollator;
import com.ibm.icu.util.ULocale;
import java.io.ByteArrayOutputStream;
import java.util.regex.Pattern;

/**
 * 五十音 order as bytes that compare like the names. Kanji say nothing about their order, so the
 * reading leads; a name without one sorts by itself: kana in place, kanji behind all kana.
 */
public final class GojuonOrder {
  /** ICU's, because the JDK's Collator puts half-width kana out of place. Frozen: thread-safe. */
  private static final RuleBasedCollator JAPANESE =
      (RuleBasedCollator) Collator.getInstance(ULocale.JAPANESE).freeze();

  private static final Pattern SPACE = Pattern.compile("[\\s\u3000]+");

  private GojuonOrder() {}

  /**
   * The sort key. Compare keys byte by byte, unsigned, shorter first.
   *
   * @param reading family name first; empty when unknown
   */
  public static byte[] key(String reading, String name) {
    ByteArrayOutputStream key = new ByteArrayOutputStream();
    // Word by word, or the given names of all さとう would mix with those of さとうだ.
    for (String word : SPACE.split(reading.isBlank() ? name : reading, -1)) {
      // Folding makes さとう and サトウ equal, so that their names decide, not their script.
      key.writeBytes(bytes(reading.isBlank() ? word : SearchText.fold(word)));
    }
    key.writeBytes(bytes(name));
    return key.toByteArray();
  }

  /** Ends in a zero byte and has no other, which is why several can stand in a row. */
  private static byte[] bytes(String text) {
    return JAPANESE.getCollationKey(text).toByteArray();
  }
}
