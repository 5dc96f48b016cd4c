package jp.meishigura.gateway.domain.checkpoint;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The text of a checkpoint (C2SP tlog-checkpoint v1.0.0): origin, tree size, root hash, extension
 * lines. The log's key signs nothing else, so that whoever may ask for a checkpoint's signature
 * cannot obtain one for another kind of statement.
 *
 * @param origin the log's name
 * @param size of the tree, in decimal
 * @param root its hash, in Base64
 */
public record CheckpointText(String origin, String size, String root) {

  private static final int HASH_BYTES = 32;
  private static final Pattern SIZE = Pattern.compile("0|[1-9][0-9]{0,18}");

  /** What these bytes say, if they are a checkpoint's text and nothing more than that. */
  public static Optional<CheckpointText> of(byte[] text) {
    String read;
    try {
      read = UTF_8.newDecoder().decode(ByteBuffer.wrap(text)).toString();
    } catch (CharacterCodingException e) {
      return Optional.empty();
    }
    if (!read.endsWith("\n") || read.chars().anyMatch(one -> one < ' ' && one != '\n')) {
      return Optional.empty();
    }
    String[] lines = read.substring(0, read.length() - 1).split("\n", -1);
    boolean good =
        lines.length >= 3
            && Arrays.stream(lines).noneMatch(String::isEmpty)
            && SIZE.matcher(lines[1]).matches()
            && isHash(lines[2]);
    return good ? Optional.of(new CheckpointText(lines[0], lines[1], lines[2])) : Optional.empty();
  }

  private static boolean isHash(String line) {
    try {
      byte[] hash = Base64.getDecoder().decode(line);
      // Only one way to write it: unused bits and padding as the encoder makes them.
      return hash.length == HASH_BYTES && Base64.getEncoder().encodeToString(hash).equals(line);
    } catch (IllegalArgumentException e) {
      return false;
    }
  }
}
