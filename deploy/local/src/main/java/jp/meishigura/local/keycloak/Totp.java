package jp.meishigura.local.keycloak;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import jp.meishigura.local.Secret;

/** Time-based one-time passwords (RFC 6238) as authenticator apps make them: SHA-1, 30 s. */
public final class Totp {
  /** What the realm asks for. */
  private static final int DIGITS = 6;

  /** RFC 4226 section 4, R6: 160 bits are recommended. */
  private static final int SECRET_BYTES = 20;

  private static final Duration STEP = Duration.ofSeconds(30);

  private final byte[] key;
  private final int digits;

  private Totp(byte[] key, int digits) {
    this.key = key;
    this.digits = digits;
  }

  /** Codes of six digits for a secret in base 32. */
  public static Totp of(Secret base32) {
    return new Totp(Base32.decode(base32.reveal()), DIGITS);
  }

  static Totp of(byte[] key, int digits) {
    return new Totp(key.clone(), digits);
  }

  /** A new secret in base 32. */
  static Secret newSecret(SecureRandom random) {
    byte[] bytes = new byte[SECRET_BYTES];
    random.nextBytes(bytes);
    return new Secret(Base32.encode(bytes));
  }

  /** The code that is valid at that moment. */
  public String at(Instant moment) {
    long counter = Math.floorDiv(moment.getEpochSecond(), STEP.toSeconds());
    byte[] hash = hmac(ByteBuffer.allocate(Long.BYTES).putLong(counter).array());
    // RFC 4226 section 5.3: the last nibble tells which 31 bits become the code.
    int offset = hash[hash.length - 1] & 0xf;
    int number = ByteBuffer.wrap(hash).getInt(offset) & Integer.MAX_VALUE;
    int code = number % Math.powExact(10, digits);
    return String.format(Locale.ROOT, "%0" + digits + "d", code);
  }

  private byte[] hmac(byte[] message) {
    try {
      Mac mac = Mac.getInstance("HmacSHA1");
      mac.init(new SecretKeySpec(key, "HmacSHA1"));
      return mac.doFinal(message);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has HmacSHA1", e);
    }
  }
}
