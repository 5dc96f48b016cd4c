package jp.meishigura.contacts.domain.exchange;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;

/**
 * Lines of bytes, for files whose encoding changes from record to record. No encoding we read has a
 * line break inside a character.
 */
final class ByteLines {
  /** The longest line kept; what is beyond it is read and dropped. */
  static final int CAP = VCardSplitter.CAP + 1;

  private final InputStream in;
  private final byte[] buffer = new byte[8192];
  private int position;
  private int filled;
  private long number;

  ByteLines(InputStream in) {
    this.in = in;
  }

  /** A line without its end, which may be LF, CR LF or CR. */
  record Line(long number, byte[] bytes) {}

  Optional<Line> next() throws IOException {
    int c = read();
    if (c < 0) {
      return Optional.empty();
    }
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    while (c >= 0 && c != '\n' && c != '\r') {
      if (line.size() < CAP) {
        line.write(c);
      }
      c = read();
    }
    if (c == '\r' && peek() == '\n') {
      position++;
    }
    return Optional.of(new Line(++number, line.toByteArray()));
  }

  private int read() throws IOException {
    int c = peek();
    position++;
    return c;
  }

  private int peek() throws IOException {
    if (position >= filled) {
      position = 0;
      filled = Math.max(0, in.read(buffer));
    }
    return filled == 0 ? -1 : buffer[position] & 0xFF;
  }
}
