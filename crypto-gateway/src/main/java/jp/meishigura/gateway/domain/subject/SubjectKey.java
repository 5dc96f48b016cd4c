package jp.meishigura.gateway.domain.subject;

import java.util.UUID;
import jp.meishigura.platform.seal.SecretBytes;

/** The key that seals the fields of one card. */
public record SubjectKey(UUID subject, UUID keyId, SecretBytes key) implements AutoCloseable {

  @Override
  public void close() {
    key.close();
  }
}
