package jp.meishigura.contacts.keys;

import java.util.UUID;
import jp.meishigura.platform.seal.SecretBytes;

/**
 * The key of one card. Whoever holds it closes it.
 *
 * @param subject the card
 * @param asked how many {@link Forgettings} of its tenant there were when it was asked for
 */
public record SubjectKey(UUID subject, UUID keyId, SecretBytes key, long asked)
    implements AutoCloseable {

  private static final long UNKNOWN = -1;

  /** A key that no memory keeps, because nobody knows when it was asked for. */
  public SubjectKey(UUID subject, UUID keyId, SecretBytes key) {
    this(subject, keyId, key, UNKNOWN);
  }

  @Override
  public void close() {
    key.close();
  }
}
