package jp.meishigura.gateway.domain.subject;

import java.util.UUID;
import jp.meishigura.gateway.domain.ring.KeyBroken;
import jp.meishigura.gateway.domain.ring.Ring;
import jp.meishigura.gateway.domain.ring.StaleRing;
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
      return wrap(tenantKey, tenant, new SubjectKey(subject, keyId, WrappedKey.FIRST, key));
    }
  }

  /** The same key under another version of the tenant key. */
  public WrappedKey wrap(TenantSecret tenantKey, UUID tenant, SubjectKey key) {
    byte[] wrapped =
        seal.seal(
            tenantKey.id(),
            tenantKey.bytes(),
            place(tenant, key.subject(), key.keyId()),
            key.key().expose());
    return new WrappedKey(
        key.subject(), key.keyId(), key.generation(), tenantKey.version(), wrapped);
  }

  /**
   * @throws StaleRing when the ring lacks the version that wraps it, as its header says
   * @throws KeyBroken when the row was altered or moved
   */
  public SubjectKey open(Ring ring, UUID tenant, WrappedKey row) {
    try {
      UUID tenantKeyId = SealedFields.keyId(row.wrapped());
      TenantSecret tenantKey = ring.find(tenantKeyId).orElseThrow(StaleRing::new);
      byte[] key =
          seal.open(tenantKey.bytes(), place(tenant, row.subject(), row.keyId()), row.wrapped());
      return new SubjectKey(row.subject(), row.keyId(), row.generation(), SecretBytes.owning(key));
    } catch (SealBroken e) {
      throw new KeyBroken("subject key " + row.keyId() + " of tenant " + tenant);
    }
  }

  private static Place place(UUID tenant, UUID subject, UUID keyId) {
    return new Place(tenant, subject, FIELD + keyId);
  }
}
