package jp.meishigura.platform.seal;

import java.security.GeneralSecurityException;
import javax.crypto.Mac;

/**
 * HMAC-SHA256 in the making. The JDK's keeps its key, masked with two constants (RFC 2104), for as
 * long as it lives; here the key is out of memory when the digest ends.
 */
public final class KeyedDigest {

  private static final String HMAC = "HmacSHA256";

  private final Mac mac;

  /**
   * @throws IllegalStateException when the key was given up
   */
  public KeyedDigest(SecretBytes key) {
    try {
      mac = Mac.getInstance(HMAC);
      mac.init(new CipherKey(key, HMAC));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("This JDK has no HMAC-SHA256.", e);
    }
  }

  public void update(byte[] bytes) {
    mac.update(bytes);
  }

  public void update(byte[] bytes, int offset, int length) {
    mac.update(bytes, offset, length);
  }

  public void update(SecretBytes secret) {
    mac.update(secret.expose());
  }

  public void update(byte one) {
    mac.update(one);
  }

  /** The digest, once. */
  public byte[] end() {
    byte[] digest = mac.doFinal();
    try (SecretBytes blank = SecretBytes.owning(new byte[1])) {
      mac.init(new CipherKey(blank, HMAC));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("This JDK's HMAC takes no second key.", e);
    }
    return digest;
  }
}
