package jp.meishigura.gateway.domain.subject;

import java.util.UUID;
import jp.meishigura.gateway.domain.ring.KeyBroken;
import jp.meishigura.gateway.domain.ring.Ring;
import jp.meishigura.gateway.domain.ring.TenantSecret;
import jp.meishigura.platform.seal.Place;
import jp.meishigura.platform.seal.SealBroken;
import jp.meishigura.platform.seal.SealedFields;
import jp.meishigura.platform.seal.SecretBytes;

/**
 * Wraps subject keys with a tenant key: AES-256-GCM, bound to tenant, subject, tenant key and the
 * subject key's own id, so that a row that is moved to another card or tenant does not open.
 *
 * <p>A tenant key with random nonces is good for 2^32 wrappings (NIST SP 800-38D section 8.3), far
 * more cards than a tenant has; rotation starts the count anew.
 */
public final class SubjectKeyWrapping {

  private static final String FIELD = "subject-key:";

  private final SealedFields seal = new SealedFields();

  /** A new key for this subject, known to nobody but its row. */
  public WrappedKey wrapFresh(TenantSecret tenantKey, UUID tenant, UUID subject) {
    UUID keyId = UUID.randomUUID();
    try (SecretBytes key = SecretBytes.random(SealedFields.KEY_BYTES)) {
      byte[] wrapped =
          seal.seal(tenantKey.id(), tenantKey.bytes(), place(tenant, subject, keyId), key.expose());
      return new WrappedKey(subject, keyId, tenantKey.version(), wrapped);
    }
  }

  /**
   * @throws UnknownTenantKey when the ring lacks the version that wraps it
   * @throws KeyBroken when the row was altered or moved
   */
  public SubjectKey open(Ring ring, UUID tenant, WrappedKey row) {
    try {
      UUID tenantKeyId = SealedFields.keyId(row.wrapped());
      TenantSecret tenantKey = ring.find(tenantKeyId).orElseThrow(UnknownTenantKey::new);
      byte[] key =
          seal.open(tenantKey.bytes(), place(tenant, row.subject(), row.keyId()), row.wrapped());
      return new SubjectKey(row.subject(), row.keyId(), SecretBytes.owning(key));
    } catch (SealBroken e) {
      throw new KeyBroken("subject key " + row.keyId());
    }
  }

  private static Place place(UUID tenant, UUID subject, UUID keyId) {
    return new Place(tenant, subject, FIELD + keyId);
  }
}
