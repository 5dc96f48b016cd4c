package jp.meishigura.contacts.domain.exchange;

import java.io.ByteArrayInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.SequenceInputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Reads a text whose encoding shows itself only where its first non-ASCII character stands, which
 * may be far into it. There it looks {@value #WINDOW} bytes ahead and decides, once. Bytes that do
 * not fit become U+FFFD, which the rows look for.
 *
 * <p>Not ICU's detector: it misjudges short files.
 */
final class AdaptiveReader extends Reader {
  private static final int WINDOW = 64 * 1024;

  private final InputStream in;
  private @Nullable Reader decided;
  private byte[] ascii = {};
  private int position;

  AdaptiveReader(InputStream in) {
    this.in = in;
  }

  @Override
  public int read(char[] chars, int offset, int length) throws IOException {
    if (decided == null && position == ascii.length) {
      advance();
    }
    if (decided != null) {
      return decided.read(chars, offset, length);
    }
    if (position == ascii.length) {
      return -1;
    }
    int count = Math.min(length, ascii.length - position);
    for (int i = 0; i < count; i++) {
      chars[offset + i] = (char) ascii[position++];
    }
    return count;
  }

  /** Takes the next window, as plain ASCII or as the place to decide at. */
  private void advance() throws IOException {
    byte[] window = in.readNBytes(WINDOW);
    position = 0;
    if (isAscii(window)) {
      ascii = window;
      return;
    }
    ascii = new byte[0];
    byte[] more = in.readNBytes(WINDOW);
    InputStream seen =
        new SequenceInputStream(new ByteArrayInputStream(window), new ByteArrayInputStream(more));
    byte[] evidence = new byte[window.length + more.length];
    System.arraycopy(window, 0, evidence, 0, window.length);
    System.arraycopy(more, 0, evidence, window.length, more.length);
    Charset charset =
        StrictText.charset(evidence, more.length < WINDOW).orElse(StandardCharsets.UTF_8);
    decided = new InputStreamReader(new SequenceInputStream(seen, new LeftOpen(in)), charset);
  }

  private static boolean isAscii(byte[] bytes) {
    for (byte b : bytes) {
      if (b < 0) {
        return false;
      }
    }
    return true;
  }

  @Override
  public void close() throws IOException {
    in.close();
  }

  /**
   * A sequence closes each part at its end; whose stream it is may still want to look behind it.
   */
  private static final class LeftOpen extends FilterInputStream {
    LeftOpen(InputStream in) {
      super(in);
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
      return in.read(into, offset, length);
    }

    @Override
    public void close() {}
  }
}
