package jp.meishigura.local.vault;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import jp.meishigura.local.Secret;
import jp.meishigura.local.Site;

/** crypto-gateway's login, in two files that only their owner can read. */
public final class Approle {
  private static final String ROLE_ID = "vault-role-id";
  private static final String SECRET_ID = "vault-secret-id";
  private static final String ROLE = "auth/approle/role/crypto-gateway/";

  private Approle() {}

  /** The file with the role id: ours, or that of an existing server. */
  public static Path roleIdFile(Site site) {
    return ExistingVault.found(site)
        .map(ExistingVault::roleIdFile)
        .orElse(site.secrets().file(ROLE_ID));
  }

  /** The file with the secret id: ours, or that of an existing server. */
  public static Path secretIdFile(Site site) {
    return ExistingVault.found(site)
        .map(ExistingVault::secretIdFile)
        .orElse(site.secrets().file(SECRET_ID));
  }

  /** Fetches both ids where they are missing. */
  static void issue(Site site, VaultApi api, Secret token)
      throws IOException, InterruptedException {
    if (site.secrets().has(ROLE_ID) && site.secrets().has(SECRET_ID)) {
      return;
    }
    String roleId = api.read(ROLE + "role-id", token).at("/data/role_id").asText();
    String secretId = api.write(ROLE + "secret-id", Map.of(), token).at("/data/secret_id").asText();
    site.secrets().put(ROLE_ID, new Secret(roleId));
    site.secrets().put(SECRET_ID, new Secret(secretId));
  }
}
