package jp.meishigura.contacts.api;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Reads multipart/form-data (RFC 7578) as it comes in. The framework's own reader writes parts to
 * files, and cards have no place on a disk in the clear.
 */
final class MultipartReader {

  private static final int BUFFER = 16 * 1024;
  private static final int MAX_HEADERS = 16 * 1024;

  private final InputStream in;
  private final byte[] delimiter;
  private final byte[] buffer = new byte[BUFFER];
  private int position;
  private int limit;
  private boolean ended;

  MultipartReader(InputStream in, String boundary) {
    this.in = in;
    this.delimiter = ("\r\n--" + boundary).getBytes(UTF_8);
    // The first delimiter has no line break before it: pretend that it had.
    buffer[0] = '\r';
    buffer[1] = '\n';
    limit = 2;
  }

  /**
   * A part.
   *
   * @param headers by lower-case name
   */
  record Part(Map<String, String> headers, InputStream content) {
    @Override
    public String toString() {
      return "Part";
    }
  }

  /** The next part, after what is left of the one before; empty after the last. */
  Optional<Part> next() throws IOException {
    if (ended) {
      return Optional.empty();
    }
    byte[] unread = new byte[BUFFER];
    while (readContent(unread, 0, unread.length) >= 0) {
      // The part before, or the preamble: nobody wants it.
    }
    position += delimiter.length;
    String rest = line(MAX_HEADERS).strip();
    if (rest.startsWith("--")) {
      ended = true;
      return Optional.empty();
    }
    return Optional.of(new Part(headers(), new Content()));
  }

  private Map<String, String> headers() throws IOException {
    Map<String, String> headers = new HashMap<>();
    int left = MAX_HEADERS;
    String line = line(left);
    while (!line.isEmpty()) {
      left -= line.length();
      int colon = line.indexOf(':');
      if (colon > 0) {
        headers.put(
            line.substring(0, colon).strip().toLowerCase(Locale.ROOT),
            line.substring(colon + 1).strip());
      }
      line = line(left);
    }
    return headers;
  }

  private String line(int longest) throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    while (true) {
      if (position == limit && !fill()) {
        if (ended(line)) {
          return line.toString(UTF_8);
        }
        throw new IOException("the multipart ends within a part");
      }
      byte one = buffer[position++];
      if (one == '\n') {
        String text = line.toString(UTF_8);
        return text.endsWith("\r") ? text.substring(0, text.length() - 1) : text;
      }
      line.write(one);
      if (line.size() > longest) {
        throw new IOException("the headers of a part are too long");
      }
    }
  }

  /** The last delimiter may stand without a line break at the end of the request. */
  private static boolean ended(ByteArrayOutputStream line) {
    return line.toString(UTF_8).startsWith("--");
  }

  /** Like {@link InputStream#read(byte[], int, int)}, up to the next delimiter. */
  private int readContent(byte[] into, int offset, int length) throws IOException {
    while (true) {
      int found = indexOfDelimiter();
      int available = (found >= 0 ? found : limit - delimiter.length + 1) - position;
      if (available > 0) {
        int count = Math.min(available, length);
        System.arraycopy(buffer, position, into, offset, count);
        position += count;
        return count;
      }
      if (found >= 0) {
        return -1;
      }
      if (!fill()) {
        throw new IOException("the multipart ends within a part");
      }
    }
  }

  private int indexOfDelimiter() {
    for (int start = position; start + delimiter.length <= limit; start++) {
      if (buffer[start] == '\r'
          && Arrays.equals(
              buffer, start, start + delimiter.length, delimiter, 0, delimiter.length)) {
        return start;
      }
    }
    return -1;
  }

  /** Keeps what is unread and reads more behind it. */
  private boolean fill() throws IOException {
    System.arraycopy(buffer, position, buffer, 0, limit - position);
    limit -= position;
    position = 0;
    int count = in.read(buffer, limit, buffer.length - limit);
    if (count < 0) {
      return false;
    }
    limit += count;
    return true;
  }

  private final class Content extends InputStream {
    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      return readContent(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
      return length == 0 ? 0 : readContent(into, offset, length);
    }
  }
}
