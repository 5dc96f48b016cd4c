package jp.meishigura.platform.seal;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.util.UUID;

/**
 * Where a sealed field belongs.
 *
 * @param subject the card, or the owner of a wrapped key
 * @param field the value's name on the card, such as {@code phone.1}
 */
public record Place(UUID tenant, UUID subject, String field) {

  /**
   * The authenticated data: {@code tenant (16) | subject (16) | key id (16) | field in UTF-8}. The
   * one part of variable length stands last, so that no two places give the same bytes.
   */
  byte[] authenticated(UUID keyId) {
    byte[] name = field.getBytes(UTF_8);
    return ByteBuffer.allocate(48 + name.length)
        .putLong(tenant.getMostSignificantBits())
        .putLong(tenant.getLeastSignificantBits())
        .putLong(subject.getMostSignificantBits())
        .putLong(subject.getLeastSignificantBits())
        .putLong(keyId.getMostSignificantBits())
        .putLong(keyId.getLeastSignificantBits())
        .put(name)
        .array();
  }
}
