package jp.meishigura.verifier.text;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import jp.meishigura.verifier.Failure;
import jp.meishigura.verifier.Refused;

/** UTF-8 without control characters other than newline (C2SP signed-note, "Format"). */
public final class StrictText {
  private StrictText() {}

  /**
   * Reads a text that ends in a newline.
   *
   * @param limit in bytes; a longer text is refused unread
   * @param what it is, for the message
   * @throws Refused as {@link Failure#MALFORMED}
   */
  public static String decode(byte[] bytes, int limit, String what) throws Refused {
    if (bytes.length > limit) {
      throw new Refused(Failure.MALFORMED, what + " is longer than " + limit + " bytes");
    }
    String text;
    try {
      text = UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException e) {
      throw new Refused(Failure.MALFORMED, what + " is not UTF-8");
    }
    if (text.chars().anyMatch(one -> one < ' ' && one != '\n')) {
      throw new Refused(Failure.MALFORMED, what + " has control characters");
    }
    if (!text.endsWith("\n")) {
      throw new Refused(Failure.MALFORMED, what + " does not end in a newline");
    }
    return text;
  }
}
