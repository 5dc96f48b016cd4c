package jp.meishigura.gateway.domain.ring;

import java.nio.ByteBuffer;
import java.util.UUID;
import jp.meishigura.platform.seal.SecretBytes;

/**
 * What Vault wraps: {@code 0x01 | kind (1) | version (4) | id (16) | secret (32)}.
 *
 * <p>Vault binds the tenant through its key derivation (context), and nothing else: its rewrap
 * takes no associated data. So the rest of the secret's identity travels inside, and whoever
 * exchanges two rows of a tenant, an index secret for a tenant key or an old version for a new one,
 * is noticed.
 */
public final class Envelope {

  private static final byte FORMAT = 1;
  private static final int BYTES = 1 + 1 + Integer.BYTES + 2 * Long.BYTES + TenantSecret.LENGTH;

  private Envelope() {}

  public static SecretBytes seal(SecretKind kind, TenantSecret secret) {
    byte[] bytes =
        ByteBuffer.allocate(BYTES)
            .put(FORMAT)
            .put(kind.code())
            .putInt(secret.version())
            .putLong(secret.id().getMostSignificantBits())
            .putLong(secret.id().getLeastSignificantBits())
            .put(secret.bytes().expose())
            .array();
    return SecretBytes.owning(bytes);
  }

  /**
   * @throws KeyBroken when the envelope is not that of this row
   */
  public static TenantSecret open(SecretKind kind, StoredSecret row, SecretBytes envelope) {
    if (envelope.length() != BYTES) {
      throw new KeyBroken("tenant secret " + row.id() + ", an envelope of another length,");
    }
    ByteBuffer content = ByteBuffer.wrap(envelope.expose());
    byte format = content.get();
    byte code = content.get();
    int version = content.getInt();
    UUID id = new UUID(content.getLong(), content.getLong());
    if (format != FORMAT
        || code != kind.code()
        || version != row.version()
        || !id.equals(row.id())) {
      throw new KeyBroken("tenant secret " + row.id() + ", an envelope of another one,");
    }
    byte[] secret = new byte[TenantSecret.LENGTH];
    content.get(secret);
    return new TenantSecret(id, version, SecretBytes.owning(secret));
  }
}
