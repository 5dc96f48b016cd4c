package jp.meishigura.local.vault;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.Map;
import jp.meishigura.local.Secret;
import jp.meishigura.local.Site;

/**
 * Does by hand for HashiCorp Vault what OpenBao does by itself. The unseal key lies beside the
 * data, as OpenBao's static key does: it protects copies of the data folder, not this machine's
 * owner.
 */
final class Unsealing {
  private static final String UNSEAL_KEY = "vault-unseal-key";

  private final Site site;
  private final VaultApi api;

  Unsealing(Site site, VaultApi api) {
    this.site = site;
    this.api = api;
  }

  void perform() throws IOException, InterruptedException {
    if (site.secrets().has(UNSEAL_KEY)) {
      unseal();
      return;
    }
    JsonNode answer = api.write("sys/init", Map.of("secret_shares", 1, "secret_threshold", 1));
    site.secrets().put(UNSEAL_KEY, new Secret(answer.at("/keys_base64/0").asText()));
    unseal();
    Secret root = new Secret(answer.at("/root_token").asText());
    for (VaultSetup.Request request : VaultSetup.requests(site)) {
      api.write(request.path(), request.data(), root);
    }
    api.write("auth/token/revoke-self", Map.of(), root);
  }

  private void unseal() throws IOException, InterruptedException {
    api.write("sys/unseal", Map.of("key", site.secrets().get(UNSEAL_KEY).reveal()));
    while (!api.healthy()) {
      // Unsealed, it still has to become active.
      Thread.sleep(100);
    }
  }
}
