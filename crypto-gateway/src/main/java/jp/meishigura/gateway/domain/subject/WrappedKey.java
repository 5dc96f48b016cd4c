package jp.meishigura.gateway.domain.subject;

import java.util.UUID;

/**
 * A subject key as it lies in the database.
 *
 * @param subject the card
 * @param generation counts from 1; the row decides which one a fresh key is
 * @param tenantKeyVersion of the tenant key that wraps it
 * @param wrapped in the sealed-field format of platform; its header names the tenant key
 */
public record WrappedKey(
    UUID subject, UUID keyId, int generation, int tenantKeyVersion, byte[] wrapped) {

  public static final int FIRST = 1;

  @Override
  public String toString() {
    return "WrappedKey[" + keyId + "]";
  }
}
