package jp.meishigura.platform.seal;

import javax.crypto.SecretKey;
import org.jspecify.annotations.Nullable;

/**
 * A secret as the JDK's ciphers want it. Unlike {@code SecretKeySpec} it keeps no copy: the only
 * one is the cipher's own, which the cipher zeroes when its next key comes.
 */
final class AesKey implements SecretKey {

  private static final long serialVersionUID = 1L;

  private final transient SecretBytes secret;

  AesKey(SecretBytes secret) {
    this.secret = secret;
  }

  @Override
  public String getAlgorithm() {
    return "AES";
  }

  @Override
  public @Nullable String getFormat() {
    return "RAW";
  }

  @Override
  public byte @Nullable [] getEncoded() {
    return secret.expose().clone();
  }
}
