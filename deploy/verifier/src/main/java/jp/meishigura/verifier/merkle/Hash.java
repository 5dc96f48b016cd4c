package jp.meishigura.verifier.merkle;

import java.util.Arrays;
import jp.meishigura.verifier.Failure;
import jp.meishigura.verifier.Refused;
import jp.meishigura.verifier.text.StrictBase64;

/** A SHA-256 hash: 32 bytes, which never change. */
public final class Hash {
  /** Length in bytes. */
  public static final int LENGTH = 32;

  private final byte[] bytes;

  private Hash(byte[] bytes) {
    this.bytes = bytes;
  }

  /**
   * A hash of exactly these bytes.
   *
   * @throws Refused as {@link Failure#MALFORMED} unless they are 32
   */
  public static Hash of(byte[] bytes) throws Refused {
    if (bytes.length != LENGTH) {
      throw new Refused(Failure.MALFORMED, "a hash has " + LENGTH + " bytes, not " + bytes.length);
    }
    return new Hash(bytes.clone());
  }

  /**
   * The hash that this base64 stands for.
   *
   * @throws Refused as {@link Failure#MALFORMED}
   */
  public static Hash ofBase64(String text) throws Refused {
    return of(StrictBase64.decode(text, "a hash"));
  }

  /** The hash at an offset within more bytes, which must be there. */
  static Hash within(byte[] bytes, int offset) {
    return new Hash(Arrays.copyOfRange(bytes, offset, offset + LENGTH));
  }

  /** A copy of the 32 bytes. */
  public byte[] bytes() {
    return bytes.clone();
  }

  void copyTo(byte[] target, int offset) {
    System.arraycopy(bytes, 0, target, offset, LENGTH);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Hash that && Arrays.equals(bytes, that.bytes);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(bytes);
  }

  /** Base64, as checkpoints and proofs write it. */
  @Override
  public String toString() {
    return StrictBase64.encode(bytes);
  }
}
