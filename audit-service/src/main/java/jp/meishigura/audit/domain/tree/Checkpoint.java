package jp.meishigura.audit.domain.tree;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;

/**
 * What is signed of the log: its size and root (C2SP tlog-checkpoint).
 *
 * @param origin the log's name, and its key's
 */
@SuppressWarnings("ArrayRecordComponent") // Compared by size and root where it matters.
public record Checkpoint(String origin, long size, byte[] root) {

  private static final byte ED25519 = 1;
  private static final int KEY_ID_BYTES = 4;

  /** The text that is signed. */
  public String text() {
    return origin + "\n" + size + "\n" + base64(root) + "\n";
  }

  /** The signed note (C2SP signed-note) that is published. */
  public String note(CheckpointSigner.Signed signed) {
    byte[] id = keyId(origin, signed.publicKey());
    byte[] signature =
        ByteBuffer.allocate(id.length + signed.signature().length)
            .put(id)
            .put(signed.signature())
            .array();
    return text() + "\n\u2014 " + origin + " " + base64(signature) + "\n";
  }

  /** How verifiers are told a key: its name, its id, and itself. */
  public static String vkey(String origin, byte[] publicKey) {
    return origin
        + "+"
        + HexFormat.of().formatHex(keyId(origin, publicKey))
        + "+"
        + base64(typed(publicKey));
  }

  private static byte[] keyId(String origin, byte[] publicKey) {
    try {
      MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
      sha256.update((origin + "\n").getBytes(UTF_8));
      return Arrays.copyOf(sha256.digest(typed(publicKey)), KEY_ID_BYTES);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("This JDK has no SHA-256.", e);
    }
  }

  private static byte[] typed(byte[] publicKey) {
    return ByteBuffer.allocate(1 + publicKey.length).put(ED25519).put(publicKey).array();
  }

  private static String base64(byte[] bytes) {
    return Base64.getEncoder().encodeToString(bytes);
  }
}
