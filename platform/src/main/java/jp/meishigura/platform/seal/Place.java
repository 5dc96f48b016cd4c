package jp.meishigura.platform.seal;

import static java.nio.charset.StandardCharsets.UTF_8;

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
    byte[] data = new byte[48 + name.length];
    Bytes.put(tenant, data, 0);
    Bytes.put(subject, data, 16);
    Bytes.put(keyId, data, 32);
    System.arraycopy(name, 0, data, 48, name.length);
    return data;
  }
}
