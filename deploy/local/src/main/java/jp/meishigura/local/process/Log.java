package jp.meishigura.local.process;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.regex.Pattern;

/**
 * The output of one part.
 *
 * @param file where it is written
 */
public record Log(Path file) {
  private static final int TAIL_LINES = 15;
  private static final int TAIL_BYTES = 65_536;
  private static final Pattern FRAME = Pattern.compile("^\\s+(at |\\.\\.\\. \\d+ more)");

  /** Starts a new file; the previous one stays beside it as {@code .1}. */
  void rotate() throws IOException {
    if (Files.exists(file)) {
      Files.move(
          file,
          file.resolveSibling(file.getFileName() + ".1"),
          StandardCopyOption.REPLACE_EXISTING);
    }
  }

  /** Its path and last lines, to be appended to a message. */
  public String tail() {
    try (RandomAccessFile in = new RandomAccessFile(file.toFile(), "r")) {
      in.seek(Math.max(0, in.length() - TAIL_BYTES));
      byte[] end = new byte[(int) (in.length() - in.getFilePointer())];
      in.readFully(end);
      // Stack frames push out of sight what happened.
      List<String> lines =
          new String(end, StandardCharsets.UTF_8)
              .lines()
              .filter(line -> !line.isBlank() && !FRAME.matcher(line).find())
              .toList();
      List<String> last = lines.subList(Math.max(0, lines.size() - TAIL_LINES), lines.size());
      return "\n  Its log: " + file + "\n    | " + String.join("\n    | ", last);
    } catch (IOException e) {
      return "\n  It wrote no log (" + file + ").";
    }
  }
}
