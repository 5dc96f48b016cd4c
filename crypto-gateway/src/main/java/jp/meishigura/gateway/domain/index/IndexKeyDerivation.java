package jp.meishigura.gateway.domain.index;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.util.UUID;
import jp.meishigura.gateway.domain.ring.TenantSecret;
import jp.meishigura.platform.seal.KeyedDigest;
import jp.meishigura.platform.seal.SecretBytes;

/**
 * HKDF-SHA256 (RFC 5869) from a tenant's index secret to a key per field. Salt: the tenant's id (16
 * bytes). Info: {@code meishigura/blind-index/1/} and the field's name. A field's key tells nothing
 * about another field's.
 */
public final class IndexKeyDerivation {

  private static final String INFO = "meishigura/blind-index/1/";

  /** A key is as long as a digest: the first block is all of it. */
  private static final byte FIRST_BLOCK = 1;

  private IndexKeyDerivation() {}

  public static IndexKey derive(TenantSecret secret, UUID tenant, String field) {
    byte[] salt =
        ByteBuffer.allocate(2 * Long.BYTES)
            .putLong(tenant.getMostSignificantBits())
            .putLong(tenant.getLeastSignificantBits())
            .array();
    // By HMAC and not by the JDK's HKDF, which leaves a copy of what it extracts in memory (JDK
    // 25).
    KeyedDigest extract = new KeyedDigest(SecretBytes.owning(salt));
    extract.update(secret.bytes());
    try (SecretBytes extracted = SecretBytes.owning(extract.end())) {
      KeyedDigest expand = new KeyedDigest(extracted);
      expand.update((INFO + field).getBytes(UTF_8));
      expand.update(FIRST_BLOCK);
      return new IndexKey(field, secret.version(), SecretBytes.owning(expand.end()));
    }
  }
}
