package jp.meishigura.gateway.domain.index;

import jp.meishigura.platform.seal.SecretBytes;

/**
 * The HMAC key of one field's blind index.
 *
 * @param version of the index secret that it comes from
 */
public record IndexKey(String field, int version, SecretBytes key) implements AutoCloseable {

  @Override
  public void close() {
    key.close();
  }
}
