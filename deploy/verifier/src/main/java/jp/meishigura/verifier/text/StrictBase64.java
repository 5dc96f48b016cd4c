package jp.meishigura.verifier.text;

import java.util.Base64;
import jp.meishigura.verifier.Failure;
import jp.meishigura.verifier.Refused;

/** Standard base64 with padding (RFC 4648 section 4), in the one way that an encoder writes it. */
public final class StrictBase64 {
  private StrictBase64() {}

  /**
   * Decodes.
   *
   * @param what it is, for the message
   * @throws Refused as {@link Failure#MALFORMED}, also where unused bits are set or padding is left
   *     out: two texts for the same bytes would be two documents with one meaning
   */
  public static byte[] decode(String text, String what) throws Refused {
    try {
      byte[] bytes = Base64.getDecoder().decode(text);
      if (encode(bytes).equals(text)) {
        return bytes;
      }
    } catch (IllegalArgumentException e) {
      // Falls through: whatever is wrong with it, it is not base64.
    }
    throw new Refused(Failure.MALFORMED, what + " is not base64 as RFC 4648 section 4 writes it");
  }

  /** Encodes. */
  public static String encode(byte[] bytes) {
    return Base64.getEncoder().encodeToString(bytes);
  }
}
