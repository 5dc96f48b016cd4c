package jp.meishigura.contacts.api;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URLDecoder;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The file name in a Content-Disposition header (RFC 6266, RFC 8187). */
final class FileNames {

  private static final Pattern EXTENDED =
      Pattern.compile(";\\s*filename\\*\\s*=\\s*utf-8'[^']*'([^;\\s]+)", Pattern.CASE_INSENSITIVE);
  private static final Pattern QUOTED =
      Pattern.compile(";\\s*filename\\s*=\\s*\"((?:[^\"\\\\]|\\\\.)*)\"", Pattern.CASE_INSENSITIVE);
  private static final Pattern TOKEN =
      Pattern.compile(";\\s*filename\\s*=\\s*([^;\"\\s]+)", Pattern.CASE_INSENSITIVE);

  private FileNames() {}

  static @Nullable String of(@Nullable String disposition) {
    if (disposition == null) {
      return null;
    }
    Matcher extended = EXTENDED.matcher(disposition);
    if (extended.find()) {
      return decoded(extended.group(1));
    }
    Matcher quoted = QUOTED.matcher(disposition);
    if (quoted.find()) {
      return utf8(quoted.group(1).replaceAll("\\\\(.)", "$1"));
    }
    Matcher token = TOKEN.matcher(disposition);
    return token.find() ? utf8(token.group(1)) : null;
  }

  private static @Nullable String decoded(String percentEncoded) {
    try {
      return URLDecoder.decode(percentEncoded.replace("+", "%2B"), UTF_8);
    } catch (IllegalArgumentException e) {
      return null;
    }
  }

  /** Clients write UTF-8 into headers, which HTTP reads as ISO 8859-1. */
  private static String utf8(String name) {
    if (name.chars().allMatch(c -> c < 0x80) || name.chars().anyMatch(c -> c > 0xff)) {
      return name;
    }
    try {
      return UTF_8.newDecoder().decode(ByteBuffer.wrap(name.getBytes(ISO_8859_1))).toString();
    } catch (CharacterCodingException e) {
      return name;
    }
  }
}
