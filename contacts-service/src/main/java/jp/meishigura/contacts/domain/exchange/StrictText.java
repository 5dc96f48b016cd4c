package jp.meishigura.contacts.domain.exchange;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.Charset;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/**
 * Bytes to text, refusing what does not fit instead of replacing it. UTF-8 is tried first: CP932
 * text is almost never valid UTF-8, while much UTF-8 is valid CP932.
 */
final class StrictText {
  /**
   * CP932 is windows-31j. Java's Shift_JIS is the JIS standard's and loses ① and 髙, which people
   * have in their names.
   */
  static final Charset CP932 = Charset.forName("windows-31j");

  private static final List<Charset> CANDIDATES = List.of(StandardCharsets.UTF_8, CP932);

  private StrictText() {}

  /** The text, empty when it is in neither encoding. */
  static Optional<String> decode(byte[] bytes) {
    return charset(bytes, true).map(charset -> new String(bytes, charset));
  }

  /**
   * The encoding of a text.
   *
   * @param whole false when the bytes may end in the middle of a character
   */
  static Optional<Charset> charset(byte[] bytes, boolean whole) {
    return CANDIDATES.stream().filter(candidate -> fits(bytes, whole, candidate)).findFirst();
  }

  private static boolean fits(byte[] bytes, boolean whole, Charset charset) {
    CharsetDecoder decoder =
        charset
            .newDecoder()
            .onMalformedInput(CodingErrorAction.REPORT)
            .onUnmappableCharacter(CodingErrorAction.REPORT);
    return !decoder
        .decode(ByteBuffer.wrap(bytes), CharBuffer.allocate(bytes.length), whole)
        .isError();
  }
}
