package jp.meishigura.local.demo;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.Collection;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Looks for personal data in bytes, in every encoding in which they could hide: UTF-8, UTF-16, the
 * Japanese code page, hexadecimal and Base64 at each of its three alignments.
 */
public final class Needles {
  private static final int PREFIX = 4;
  private static final int CHUNK = 1 << 20;

  private record Needle(String text, byte[] bytes) {}

  private final Map<Integer, List<Needle>> byPrefix = new HashMap<>();
  private int longest = PREFIX;

  public Needles(Collection<String> texts) {
    texts.forEach(text -> spellings(text).forEach(bytes -> add(text, bytes)));
  }

  private Needles() {}

  /**
   * Looks for keys: as they are, in hexadecimal and in Base64.
   *
   * @param keys by the names under which they are reported
   */
  public static Needles ofKeys(Map<String, byte[]> keys) {
    Needles needles = new Needles();
    keys.forEach(
        (name, key) -> {
          needles.add(name, key);
          encoded(key).forEach(bytes -> needles.add(name, bytes));
        });
    return needles;
  }

  private void add(String text, byte[] bytes) {
    if (bytes.length >= PREFIX) {
      byPrefix
          .computeIfAbsent(prefix(bytes, 0), _ -> new ArrayList<>())
          .add(new Needle(text, bytes));
      longest = Math.max(longest, bytes.length);
    }
  }

  private static List<byte[]> spellings(String text) {
    byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
    List<byte[]> spellings = new ArrayList<>();
    spellings.add(utf8);
    spellings.add(text.getBytes(StandardCharsets.UTF_16BE));
    spellings.add(text.getBytes(StandardCharsets.UTF_16LE));
    spellings.add(text.getBytes(Charset.forName("windows-31j")));
    spellings.addAll(encoded(utf8));
    return spellings;
  }

  private static List<byte[]> encoded(byte[] bytes) {
    List<byte[]> encoded = new ArrayList<>();
    encoded.add(HexFormat.of().formatHex(bytes).getBytes(StandardCharsets.US_ASCII));
    for (int shift = 0; shift < 3; shift++) {
      encoded.add(base64(bytes, shift));
    }
    return encoded;
  }

  /** The characters that only these bytes decide, when {@code shift} unknown bytes go before. */
  private static byte[] base64(byte[] bytes, int shift) {
    byte[] shifted = new byte[shift + bytes.length];
    System.arraycopy(bytes, 0, shifted, shift, bytes.length);
    byte[] encoded = Base64.getEncoder().withoutPadding().encode(shifted);
    int from = (shift * 8 + 5) / 6;
    int to = shifted.length * 8 / 6;
    return Arrays.copyOfRange(encoded, from, Math.max(from, to));
  }

  /** Which of them are in there. */
  public Set<String> findIn(InputStream in) throws IOException {
    Set<String> found = new TreeSet<>();
    byte[] window = new byte[CHUNK + longest];
    int kept = 0;
    int read;
    while ((read = in.readNBytes(window, kept, CHUNK)) > 0) {
      int length = kept + read;
      search(window, length, found);
      // A needle may lie across the border: its first bytes are looked at once more.
      kept = Math.min(length, longest - 1);
      System.arraycopy(window, length - kept, window, 0, kept);
    }
    return found;
  }

  private void search(byte[] bytes, int length, Set<String> found) {
    for (int at = 0; at + PREFIX <= length; at++) {
      List<Needle> candidates = byPrefix.get(prefix(bytes, at));
      if (candidates != null) {
        for (Needle needle : candidates) {
          int end = at + needle.bytes().length;
          if (end <= length
              && Arrays.equals(bytes, at, end, needle.bytes(), 0, needle.bytes().length)) {
            found.add(needle.text());
          }
        }
      }
    }
  }

  private static int prefix(byte[] bytes, int at) {
    return bytes[at] << 24
        | (bytes[at + 1] & 0xff) << 16
        | (bytes[at + 2] & 0xff) << 8
        | (bytes[at + 3] & 0xff);
  }
}
