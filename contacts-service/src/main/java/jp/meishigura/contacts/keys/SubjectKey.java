package jp.meishigura.contacts.keys;

import java.util.UUID;
import jp.meishigura.platform.seal.SecretBytes;

/**
 * The key of one card. Whoever holds it closes it.
 *
 * @param subject the card
 */
public record SubjectKey(UUID subject, UUID keyId, SecretBytes key) implements AutoCloseable {
  @Override
  public void close() {
    key.close();
  }
}
