package jp.meishigura.gateway.domain.index;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.util.UUID;
import javax.crypto.KDF;
import javax.crypto.SecretKey;
import javax.crypto.spec.HKDFParameterSpec;
import jp.meishigura.gateway.domain.ring.TenantSecret;
import jp.meishigura.platform.seal.SecretBytes;

/**
 * HKDF-SHA256 (RFC 5869) from a tenant's index secret to a key per field. Salt: the tenant's id (16
 * bytes). Info: {@code meishigura/blind-index/1/} and the field's name. A field's key tells nothing
 * about another field's.
 */
public final class IndexKeyDerivation {

  private static final String INFO = "meishigura/blind-index/1/";
  private static final int LENGTH = 32;

  private IndexKeyDerivation() {}

  /**
   * The secret as the JDK wants it. {@code SecretKeySpec} would keep a copy that nothing zeroes; of
   * this one the derivation takes a copy, which it zeroes itself.
   */
  private static final class InputKey implements SecretKey {
    private static final long serialVersionUID = 1L;

    private final transient SecretBytes secret;

    private InputKey(SecretBytes secret) {
      this.secret = secret;
    }

    @Override
    public String getAlgorithm() {
      return "Generic";
    }

    @Override
    public String getFormat() {
      return "RAW";
    }

    @Override
    public byte[] getEncoded() {
      return secret.expose().clone();
    }
  }

  public static IndexKey derive(TenantSecret secret, UUID tenant, String field) {
    byte[] salt =
        ByteBuffer.allocate(2 * Long.BYTES)
            .putLong(tenant.getMostSignificantBits())
            .putLong(tenant.getLeastSignificantBits())
            .array();
    try {
      byte[] key =
          KDF.getInstance("HKDF-SHA256")
              .deriveData(
                  HKDFParameterSpec.ofExtract()
                      .addIKM(new InputKey(secret.bytes()))
                      .addSalt(salt)
                      .thenExpand((INFO + field).getBytes(UTF_8), LENGTH));
      return new IndexKey(field, secret.version(), SecretBytes.owning(key));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("This JDK has no HKDF.", e);
    }
  }
}
