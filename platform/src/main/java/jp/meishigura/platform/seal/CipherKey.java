package jp.meishigura.platform.seal;

import javax.crypto.SecretKey;

/**
 * A secret as the JDK's algorithms want it. Unlike {@code SecretKeySpec} it keeps no copy: the only
 * ones are the algorithm's own, which a cipher zeroes when its next key comes.
 */
final class CipherKey implements SecretKey {

  private static final long serialVersionUID = 1L;

  private final transient SecretBytes secret;
  private final String algorithm;

  CipherKey(SecretBytes secret, String algorithm) {
    this.secret = secret;
    this.algorithm = algorithm;
  }

  @Override
  public String getAlgorithm() {
    return algorithm;
  }

  @Override
  public String getFormat() {
    return "RAW";
  }

  /**
   * @throws IllegalStateException when the secret was given up
   */
  @Override
  public byte[] getEncoded() {
    return secret.expose().clone();
  }

  @Override
  public String toString() {
    return "***";
  }
}
