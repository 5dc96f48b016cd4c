package jp.meishigura.contacts.keys;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import jp.meishigura.platform.seal.SecretBytes;

/** Keys for the length of one use; zeroed at its end. */
public final class BorrowedKeys implements AutoCloseable {

  private final Map<UUID, SecretBytes> keys;
  private final Set<UUID> broken;

  BorrowedKeys(Map<UUID, SecretBytes> keys, Set<UUID> broken) {
    this.keys = keys;
    this.broken = broken;
  }

  /** Empty when the key is broken or exists no more. */
  public Optional<SecretBytes> of(UUID keyId) {
    return Optional.ofNullable(keys.get(keyId));
  }

  /** Whether crypto-gateway has the key and cannot unwrap it. */
  public boolean isBroken(UUID keyId) {
    return broken.contains(keyId);
  }

  @Override
  public void close() {
    keys.values().forEach(SecretBytes::close);
  }
}
