package jp.meishigura.audit;

import jakarta.annotation.Priority;
import jakarta.enterprise.inject.Alternative;
import jakarta.inject.Singleton;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.util.Arrays;
import jp.meishigura.audit.domain.tree.CheckpointSigner;

/**
 * A key of this process, where deploy/e2e has crypto-gateway and Vault: what is signed is the same.
 */
@Alternative
@Priority(1)
@Singleton
public class TestSigner implements CheckpointSigner {

  private static final int RAW_KEY_BYTES = 32;

  private final KeyPair keys;
  private volatile boolean away;

  public TestSigner() {
    try {
      this.keys = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  public void away(boolean isIt) {
    away = isIt;
  }

  @Override
  public Signed sign(byte[] text) {
    if (away) {
      throw new NotSigned("asked for");
    }
    try {
      Signature signature = Signature.getInstance("Ed25519");
      signature.initSign(keys.getPrivate());
      signature.update(text);
      byte[] encoded = keys.getPublic().getEncoded();
      return new Signed(
          signature.sign(),
          Arrays.copyOfRange(encoded, encoded.length - RAW_KEY_BYTES, encoded.length));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }
}
