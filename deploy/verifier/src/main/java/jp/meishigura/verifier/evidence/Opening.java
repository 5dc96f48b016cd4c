package jp.meishigura.verifier.evidence;

import java.security.GeneralSecurityException;
import java.util.Arrays;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import jp.meishigura.verifier.Failure;
import jp.meishigura.verifier.Refused;

/**
 * What opens a leaf: 32 random bytes per event. The log publishes, instead of an event, a
 * commitment to it, which tells nobody anything who does not hold both event and opening.
 */
public final class Opening {
  /** Length in bytes. */
  public static final int LENGTH = 32;

  private static final byte VERSION = 1;
  private static final String HMAC = "HmacSHA256";
  private static final int MAC_LENGTH = 32;

  private final byte[] bytes;

  private Opening(byte[] bytes) {
    this.bytes = bytes;
  }

  /**
   * An opening of exactly these bytes.
   *
   * @throws Refused as {@link Failure#MALFORMED} unless they are 32
   */
  public static Opening of(byte[] bytes) throws Refused {
    if (bytes.length != LENGTH) {
      throw new Refused(
          Failure.MALFORMED, "an opening has " + LENGTH + " bytes, not " + bytes.length);
    }
    return new Opening(bytes.clone());
  }

  /**
   * The log's entry for an event: 33 bytes, {@code 0x01 || HMAC-SHA-256(opening, event)}.
   *
   * @param event its exact bytes
   */
  public byte[] commit(byte[] event) {
    try {
      Mac mac = Mac.getInstance(HMAC);
      mac.init(new SecretKeySpec(bytes, HMAC));
      byte[] entry = new byte[1 + MAC_LENGTH];
      entry[0] = VERSION;
      System.arraycopy(mac.doFinal(event), 0, entry, 1, MAC_LENGTH);
      return entry;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java has HMAC-SHA-256", e);
    }
  }

  /** Whether bytes have a commitment's form; what they commit to nobody can see. */
  public static boolean isCommitment(byte[] bytes, int offset, int length) {
    return length == 1 + MAC_LENGTH && bytes[offset] == VERSION;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Opening that && Arrays.equals(bytes, that.bytes);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(bytes);
  }
}
