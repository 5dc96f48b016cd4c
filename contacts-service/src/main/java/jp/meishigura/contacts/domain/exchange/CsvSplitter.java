package jp.meishigura.contacts.domain.exchange;

import java.io.IOException;
import java.io.Reader;
import java.util.Optional;

/**
 * Cuts a CSV text into records (RFC 4180: a line break inside quotes does not end one). A quote
 * that is never closed would swallow the rest of the file; here it costs its own line, and the
 * reading goes on with the next.
 */
final class CsvSplitter {
  /** Characters of the largest record. */
  static final int CAP = 256 * 1024;

  private static final char SEPARATOR = ',';
  private static final char QUOTE = '"';

  private final Reader in;
  private final char[] buffer = new char[8192];
  private int position;
  private int filled;

  /** What an unclosed quote had swallowed, to be read again. At most {@link #CAP} characters. */
  private String again = "";

  private int againPosition;
  private long line = 1;

  CsvSplitter(Reader in) {
    this.in = in;
  }

  /** One record without its line end, or what is wrong with it. */
  sealed interface Piece {
    record Whole(long line, String text) implements Piece {}

    record Broken(long line, RowFault fault) implements Piece {}
  }

  Optional<Piece> next() throws IOException {
    long start = line;
    StringBuilder text = new StringBuilder();
    boolean quoted = false;
    boolean fieldStart = true;
    for (int c = read(); ; c = read()) {
      if (c < 0) {
        return quoted ? Optional.of(unclosed(start, text)) : last(start, text);
      }
      if (!quoted && c == '\n') {
        line++;
        return Optional.of(new Piece.Whole(start, text.toString()));
      }
      if (text.length() == CAP) {
        return Optional.of(quoted ? unclosed(start, text.append((char) c)) : tooLarge(start, c));
      }
      if (c == '\n') {
        line++;
      }
      text.append((char) c);
      if (c == QUOTE && (quoted || fieldStart)) {
        // A doubled quote closes and opens again at once, which comes to the same.
        quoted = !quoted;
        fieldStart = !quoted;
      } else {
        fieldStart = !quoted && c == SEPARATOR;
      }
    }
  }

  private static Optional<Piece> last(long start, StringBuilder text) {
    return text.isEmpty() ? Optional.empty() : Optional.of(new Piece.Whole(start, text.toString()));
  }

  private Piece unclosed(long start, StringBuilder text) throws IOException {
    int end = text.indexOf("\n");
    if (end < 0) {
      return tooLarge(start, ' ');
    }
    again = text.substring(end + 1) + again.substring(againPosition);
    againPosition = 0;
    line = start + 1;
    return new Piece.Broken(start, RowFault.UNCLOSED_QUOTE);
  }

  private Piece tooLarge(long start, int first) throws IOException {
    int c = first;
    while (c >= 0 && c != '\n') {
      c = read();
    }
    line++;
    return new Piece.Broken(start, RowFault.TOO_LARGE);
  }

  /** The next character, every line end as LF. */
  private int read() throws IOException {
    if (againPosition < again.length()) {
      return again.charAt(againPosition++);
    }
    int c = take();
    if (c != '\r') {
      return c;
    }
    if (peek() == '\n') {
      position++;
    }
    return '\n';
  }

  private int take() throws IOException {
    int c = peek();
    position++;
    return c;
  }

  private int peek() throws IOException {
    if (position >= filled) {
      position = 0;
      filled = Math.max(0, in.read(buffer));
    }
    return filled == 0 ? -1 : buffer[position];
  }
}
