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

  /**
   * Wraps anew under the newest version of the server's key, without the content leaving it.
   *
   * @throws KeysUnavailable when the server does not serve us
   * @throws KeyBroken when one of them was altered or wrapped for another tenant
   */
  List<String> rewrap(UUID tenant, List<String> wrapped);

  /**
   * The newest version of the server's key.
   *
   * @throws KeysUnavailable when the server does not serve us
   */
  int newestVersion();

  /**
   * Adds a version to the server's key.
   *
   * @throws KeysUnavailable when the server does not serve us
   */
  void rotate();

  /**
   * From now on the server unwraps nothing that older versions than this one wrapped.
   *
   * @throws KeysUnavailable when the server does not serve us
   */
  void retireBefore(int version);

  /**
   * The version in a ciphertext's prefix, {@code vault:v3:…}.
   *
   * @throws KeyBroken when there is none
   */
  static int version(String wrapped) {
    String[] parts = wrapped.split(":", 3);
    if (parts.length == 3 && parts[0].equals("vault") && parts[1].matches("v[1-9][0-9]{0,8}")) {
      return Integer.parseInt(parts[1].substring(1));
    }
    throw new KeyBroken("tenant secret without a version");
  }
}
