package jp.meishigura.gateway.domain.ring;

import java.util.UUID;

/**
 * A tenant's secret as it lies in the database.
 *
 * @param version counts from 1; the highest one is used for what is new
 * @param wrapped Vault's ciphertext, {@code vault:v1:…}
 */
public record StoredSecret(UUID id, int version, String wrapped) {

  /** The version of Vault's key that wraps it, out of the ciphertext's prefix. */
  public int vaultVersion() {
    return KeyVault.version(wrapped);
  }

  public StoredSecret rewrapped(String anew) {
    return new StoredSecret(id, version, anew);
  }

  @Override
  public String toString() {
    return "StoredSecret[" + id + ", " + version + "]";
  }
}
