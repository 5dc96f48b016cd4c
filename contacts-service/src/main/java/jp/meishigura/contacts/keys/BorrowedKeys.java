package jp.meishigura.contacts.keys;

import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import jp.meishigura.platform.seal.SecretBytes;

/** Keys for the length of one use; zeroed at its end. */
public final class BorrowedKeys implements AutoCloseable {

  private final Map<UUID, SecretBytes> keys;

  BorrowedKeys(Map<UUID, SecretBytes> keys) {
    this.keys = keys;
  }

  /** Empty when the key exists no more. */
  public Optional<SecretBytes> of(UUID keyId) {
    return Optional.ofNullable(keys.get(keyId));
  }

  @Override
  public void close() {
    keys.values().forEach(SecretBytes::close);
  }
}
