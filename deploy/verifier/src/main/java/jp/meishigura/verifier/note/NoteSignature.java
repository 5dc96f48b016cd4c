package jp.meishigura.verifier.note;

import java.nio.ByteBuffer;
import java.util.Arrays;
import jp.meishigura.verifier.Failure;
import jp.meishigura.verifier.Refused;
import jp.meishigura.verifier.text.StrictBase64;

/**
 * One signature line of a note: {@code — name base64(id || signature)}.
 *
 * @param keyId the four bytes, as a big-endian number
 * @param bytes what follows the id, at least one byte
 */
record NoteSignature(String name, int keyId, byte[] bytes) {
  private static final String DASH = "— ";
  private static final int ID_BYTES = 4;

  static NoteSignature parse(String line) throws Refused {
    String rest = line.startsWith(DASH) ? line.substring(DASH.length()) : "";
    int space = rest.indexOf(' ');
    if (space < 0 || !KeyName.isValid(rest.substring(0, space))) {
      throw new Refused(Failure.MALFORMED, "a signature line is written — name base64");
    }
    byte[] decoded = StrictBase64.decode(rest.substring(space + 1), "a signature");
    if (decoded.length <= ID_BYTES) {
      throw new Refused(Failure.MALFORMED, "a signature line holds no signature");
    }
    return new NoteSignature(
        rest.substring(0, space),
        ByteBuffer.wrap(decoded).getInt(),
        Arrays.copyOfRange(decoded, ID_BYTES, decoded.length));
  }

  /** The line as it was read, without its newline. */
  String line() {
    byte[] whole = ByteBuffer.allocate(ID_BYTES + bytes.length).putInt(keyId).put(bytes).array();
    return DASH + name + ' ' + StrictBase64.encode(whole);
  }
}
