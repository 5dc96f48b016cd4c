package jp.meishigura.gateway.domain.subject;

import java.util.UUID;

/**
 * A subject key as it lies in the database.
 *
 * @param subject the card
 * @param tenantKeyVersion of the tenant key that wraps it
 * @param wrapped in the sealed-field format of platform; its header names the tenant key
 */
public record WrappedKey(UUID subject, UUID keyId, int tenantKeyVersion, byte[] wrapped) {

  @Override
  public String toString() {
    return "WrappedKey[" + keyId + "]";
  }
}
