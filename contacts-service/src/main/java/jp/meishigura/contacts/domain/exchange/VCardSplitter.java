package jp.meishigura.contacts.domain.exchange;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Cuts a stream into vCards, so that a broken one costs only itself. */
final class VCardSplitter {
  /** Bytes of the largest card: room for a photograph, and a bound on our memory. */
  static final int CAP = 2 * 1024 * 1024;

  /** AGENT, once, by vCard 2.1's grammar; beyond that somebody is testing our stack. */
  private static final int DEEPEST = 2;

  private static final byte[] BOM = {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF};

  private final ByteLines lines;
  private ByteLines.@Nullable Line kept;
  private boolean inGarbage;

  VCardSplitter(ByteLines lines) {
    this.lines = lines;
  }

  /** One card as it stands in the file, or what is wrong with it. */
  sealed interface Piece {
    record Card(long line, byte[] bytes) implements Piece {}

    record Broken(long line, RowFault fault) implements Piece {}
  }

  Optional<Piece> next() throws IOException {
    for (ByteLines.@Nullable Line line = take(); line != null; line = take()) {
      String text = mark(line);
      if (isBegin(text)) {
        inGarbage = false;
        return Optional.of(card(line));
      }
      if (!text.isBlank() && !inGarbage) {
        inGarbage = true;
        return Optional.of(new Piece.Broken(line.number(), RowFault.NOT_A_VCARD));
      }
    }
    return Optional.empty();
  }

  private Piece card(ByteLines.Line begin) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    append(bytes, withoutBom(begin));
    @Nullable RowFault fault = null;
    boolean afterAgent = false;
    int depth = 1;
    for (ByteLines.@Nullable Line line = take(); line != null; line = take()) {
      String text = mark(line);
      if (isBegin(text)) {
        if (!afterAgent) {
          kept = line;
          return new Piece.Broken(begin.number(), RowFault.UNTERMINATED);
        }
        depth++;
        fault = depth > DEEPEST ? RowFault.NESTED : fault;
      } else if (isEnd(text)) {
        depth--;
      }
      if (fault == null && bytes.size() + line.bytes().length > CAP) {
        fault = RowFault.TOO_LARGE;
        bytes = new ByteArrayOutputStream();
      }
      if (fault == null) {
        append(bytes, line.bytes());
      }
      if (depth == 0) {
        return fault == null
            ? new Piece.Card(begin.number(), bytes.toByteArray())
            : new Piece.Broken(begin.number(), fault);
      }
      afterAgent = text.startsWith("AGENT") && text.endsWith(":");
    }
    return new Piece.Broken(begin.number(), RowFault.UNTERMINATED);
  }

  private ByteLines.@Nullable Line take() throws IOException {
    ByteLines.@Nullable Line line = kept;
    kept = null;
    return line == null ? lines.next().orElse(null) : line;
  }

  private static void append(ByteArrayOutputStream bytes, byte[] line) {
    bytes.writeBytes(line);
    bytes.write('\r');
    bytes.write('\n');
  }

  /** Enough of a line to know it by. Not stripped at its start: a folded line is no mark. */
  private static String mark(ByteLines.Line line) {
    byte[] bytes = withoutBom(line);
    return new String(bytes, 0, Math.min(bytes.length, 64), StandardCharsets.ISO_8859_1)
        .stripTrailing()
        .toUpperCase(Locale.ROOT);
  }

  private static byte[] withoutBom(ByteLines.Line line) {
    byte[] bytes = line.bytes();
    boolean marked =
        line.number() == 1
            && bytes.length >= BOM.length
            && Arrays.equals(bytes, 0, BOM.length, BOM, 0, BOM.length);
    return marked ? Arrays.copyOfRange(bytes, BOM.length, bytes.length) : bytes;
  }

  private static boolean isBegin(String mark) {
    return mark.equals("BEGIN:VCARD");
  }

  private static boolean isEnd(String mark) {
    return mark.equals("END:VCARD");
  }
}
