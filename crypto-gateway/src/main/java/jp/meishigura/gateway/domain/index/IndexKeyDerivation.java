package jp.meishigura.gateway.domain.index;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.util.UUID;
import javax.crypto.KDF;
import javax.crypto.spec.HKDFParameterSpec;
import javax.crypto.spec.SecretKeySpec;
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
                      .addIKM(new SecretKeySpec(secret.bytes().expose(), "HKDF"))
                      .addSalt(salt)
                      .thenExpand((INFO + field).getBytes(UTF_8), LENGTH));
      return new IndexKey(field, secret.version(), SecretBytes.owning(key));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("This JDK has no HKDF.", e);
    }
  }
}
