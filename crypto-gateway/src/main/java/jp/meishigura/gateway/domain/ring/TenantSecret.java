package jp.meishigura.gateway.domain.ring;

import java.util.UUID;
import jp.meishigura.platform.seal.SecretBytes;

/** One version of a tenant key or index secret, unwrapped. */
public record TenantSecret(UUID id, int version, SecretBytes bytes) implements AutoCloseable {

  /** 256 bits, for AES-256 and for HKDF-SHA256 alike. */
  public static final int LENGTH = 32;

  public static TenantSecret fresh(int version) {
    return new TenantSecret(UUID.randomUUID(), version, SecretBytes.random(LENGTH));
  }

  TenantSecret copy() {
    return new TenantSecret(id, version, bytes.copy());
  }

  @Override
  public void close() {
    bytes.close();
  }
}
