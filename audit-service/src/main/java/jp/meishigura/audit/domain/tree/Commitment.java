package jp.meishigura.audit.domain.tree;

import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * What the log publishes of an event: something that is tied to its bytes, and tells nobody
 * anything who does not have its opening (docs/verifying-the-log.md, Entries).
 *
 * @param opening 32 random bytes, of this event alone
 * @param entry 33 bytes
 */
@SuppressWarnings("ArrayRecordComponent") // Made once and handed to the store; never compared.
public record Commitment(byte[] opening, byte[] entry) {

  /** Bytes of an entry: a version and an HMAC. */
  public static final int ENTRY_BYTES = 33;

  private static final byte VERSION = 1;
  private static final int OPENING_BYTES = 32;
  private static final String HMAC = "HmacSHA256";

  /** To an event, under a new opening. */
  public static Commitment to(byte[] event, SecureRandom random) {
    byte[] opening = new byte[OPENING_BYTES];
    random.nextBytes(opening);
    byte[] entry = new byte[ENTRY_BYTES];
    entry[0] = VERSION;
    try {
      Mac mac = Mac.getInstance(HMAC);
      mac.init(new SecretKeySpec(opening, HMAC));
      mac.update(event);
      mac.doFinal(entry, 1);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("This JDK has no HMAC-SHA256.", e);
    }
    return new Commitment(opening, entry);
  }

  @Override
  public String toString() {
    return "Commitment[***]";
  }
}
