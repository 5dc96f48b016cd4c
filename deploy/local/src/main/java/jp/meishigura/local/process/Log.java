package jp.meishigura.local.process;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;

/**
 * The output of one part.
 *
 * @param file where it is written
 */
public record Log(Path file) {
  private static final int TAIL_LINES = 15;
  private static final int TAIL_BYTES = 8_192;

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
      List<String> lines = new String(end, StandardCharsets.UTF_8).lines().toList();
      List<String> last = lines.subList(Math.max(0, lines.size() - TAIL_LINES), lines.size());
      return "\n  Its log: " + file + "\n    | " + String.join("\n    | ", last);
    } catch (IOException e) {
      return "\n  It wrote no log (" + file + ").";
    }
  }
}
