package jp.meishigura.gateway.domain.ring;

import java.util.List;
import java.util.UUID;
import jp.meishigura.platform.seal.SecretBytes;

/** The server that wraps what must not lie in a database in the clear. All or nothing. */
public interface KeyVault {

  /**
   * Wraps under a key that the server derives for this tenant.
   *
   * @throws KeysUnavailable when the server does not serve us
   */
  String wrap(UUID tenant, SecretBytes plain);

  /**
   * Unwraps in the order given. The caller closes what it gets.
   *
   * @throws KeysUnavailable when the server does not serve us
   * @throws KeyBroken when one of them was altered or wrapped for another tenant
   */
  List<SecretBytes> unwrap(UUID tenant, List<String> wrapped);
}
