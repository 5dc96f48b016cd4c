package jp.meishigura.e2e;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** As much of CBOR (RFC 8949) as an authenticator writes: integers, bytes, text and maps. */
final class Cbor {
  private static final int UNSIGNED = 0;
  private static final int NEGATIVE = 1;
  private static final int BYTES = 2;
  private static final int TEXT = 3;
  private static final int MAP = 5;

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();

  private Cbor() {}

  /**
   * @param value an {@code Integer}, a {@code String}, a {@code byte[]} or a map of these, in the
   *     order in which it is iterated
   */
  static byte[] encode(Object value) {
    Cbor cbor = new Cbor();
    cbor.write(value);
    return cbor.out.toByteArray();
  }

  private void write(Object value) {
    switch (value) {
      case Integer number when number >= 0 -> head(UNSIGNED, number);
      case Integer number -> head(NEGATIVE, -1 - number);
      case byte[] bytes -> {
        head(BYTES, bytes.length);
        out.writeBytes(bytes);
      }
      case String text -> {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        head(TEXT, bytes.length);
        out.writeBytes(bytes);
      }
      case Map<?, ?> map -> {
        head(MAP, map.size());
        map.forEach(
            (key, item) -> {
              write(key);
              write(item);
            });
      }
      default -> throw new IllegalArgumentException("no CBOR for " + value.getClass());
    }
  }

  /** Type and length in as few bytes as possible (section 4.2.1). */
  private void head(int type, int length) {
    if (length < 24) {
      out.write(type << 5 | length);
    } else if (length < 0x100) {
      out.write(type << 5 | 24);
      out.write(length);
    } else if (length < 0x10000) {
      out.write(type << 5 | 25);
      out.write(length >>> 8);
      out.write(length);
    } else {
      throw new IllegalArgumentException("longer than an authenticator writes: " + length);
    }
  }
}
