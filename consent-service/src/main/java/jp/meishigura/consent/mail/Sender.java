package jp.meishigura.consent.mail;

import java.nio.charset.StandardCharsets;
import java.util.Base64;

/** A sender's name and address as one header. */
final class Sender {

  /** An encoded word is at most 75 characters (RFC 2047 section 2): 45 bytes of text. */
  private static final int MAX_BYTES = 45;

  private Sender() {}

  /** The name as encoded words, so that nothing in it can be taken for syntax. */
  static String named(String name, String address) {
    StringBuilder words = new StringBuilder();
    StringBuilder chunk = new StringBuilder();
    name.codePoints()
        .forEach(
            point -> {
              String next = Character.toString(point);
              if (bytes(chunk + next).length > MAX_BYTES) {
                append(words, chunk);
              }
              chunk.append(next);
            });
    append(words, chunk);
    return words + "<" + address + ">";
  }

  private static void append(StringBuilder words, StringBuilder chunk) {
    words
        .append("=?UTF-8?B?")
        .append(Base64.getEncoder().encodeToString(bytes(chunk.toString())))
        .append("?= ");
    chunk.setLength(0);
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
