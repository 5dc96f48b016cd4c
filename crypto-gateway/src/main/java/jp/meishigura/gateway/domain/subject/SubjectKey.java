package jp.meishigura.gateway.domain.subject;

import java.util.UUID;
import jp.meishigura.platform.seal.SecretBytes;

/**
 * A key that seals the fields of one card.
 *
 * @param generation counts from 1; the highest one seals, the others still open
 */
public record SubjectKey(UUID subject, UUID keyId, int generation, SecretBytes key)
    implements AutoCloseable {

  @Override
  public void close() {
    key.close();
  }
}
