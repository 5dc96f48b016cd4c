package jp.meishigura.contacts.domain.text;

import com.ibm.icu.text.Collator;
import com.ibm.icu.text.RuleBasedCollator;
import com.ibm.icu.util.ULocale;
import java.io.ByteArrayOutputStream;

/**
 * 五十音 order as bytes that compare like the names. Kanji say nothing about their order, so the
 * reading leads; a name without one sorts by itself: kana in place, kanji behind all kana.
 */
public final class GojuonOrder {
  /** ICU's, because the JDK's Collator puts half-width kana out of place. Frozen: thread-safe. */
  private static final RuleBasedCollator JAPANESE =
      (RuleBasedCollator) Collator.getInstance(ULocale.JAPANESE).freeze();

  private GojuonOrder() {}

  /**
   * The sort key. Compare keys byte by byte, unsigned, shorter first.
   *
   * @param reading empty when unknown
   */
  public static byte[] key(String reading, String name) {
    ByteArrayOutputStream key = new ByteArrayOutputStream();
    String folded = SearchText.fold(reading);
    // Folding makes さとう and サトウ equal, so that their names decide, not their script.
    key.writeBytes(bytes(folded.isEmpty() ? name : folded));
    key.writeBytes(bytes(name));
    return key.toByteArray();
  }

  /** Ends in a zero byte and has no other, which is why two of them can stand in a row. */
  private static byte[] bytes(String text) {
    return JAPANESE.getCollationKey(text).toByteArray();
  }
}
