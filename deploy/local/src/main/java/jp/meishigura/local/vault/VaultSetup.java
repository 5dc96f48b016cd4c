package jp.meishigura.local.vault;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import jp.meishigura.local.Secret;
import jp.meishigura.local.Site;

/**
 * What a fresh server needs before crypto-gateway can use it: requests that OpenBao performs by
 * itself at its first start, and that are sent to a HashiCorp Vault one by one.
 */
final class VaultSetup {
  static final String OPERATOR = "operator";

  private static final String OPERATOR_SECRET = "vault-operator";

  /**
   * One write.
   *
   * @param path below {@code /v1/}
   */
  record Request(String path, Map<String, Object> data) {}

  private VaultSetup() {}

  static Secret operatorPassword(Site site) {
    return site.secrets().get(OPERATOR_SECRET);
  }

  static List<Request> requests(Site site) throws IOException {
    List<Request> requests = new ArrayList<>();
    add(requests, "sys/mounts/transit", Map.of("type", "transit"));
    add(
        requests,
        "transit/keys/tenant-keys",
        Map.of("type", "aes256-gcm96", "derived", true, "exportable", false));
    add(requests, "transit/keys/log-checkpoint", Map.of("type", "ed25519", "exportable", false));
    for (String key : List.of("tenant-keys", "log-checkpoint")) {
      add(requests, "transit/keys/" + key + "/config", Map.of("deletion_allowed", false));
    }
    add(requests, "sys/policies/acl/crypto-gateway", policy(site, "crypto-gateway"));
    add(requests, "sys/policies/acl/" + OPERATOR, policy(site, OPERATOR));
    add(requests, "sys/auth/approle", Map.of("type", "approle"));
    // Otherwise five refusals lock crypto-gateway out for a quarter of an hour, whoever caused
    // them, and a new secret id does not help. Nobody guesses a random one.
    add(
        requests,
        "sys/auth/approle/tune",
        Map.of("user_lockout_config", Map.of("lockout_disable", true)));
    add(
        requests,
        "auth/approle/role/crypto-gateway",
        Map.of(
            "token_policies", "crypto-gateway",
            "token_no_default_policy", true,
            "token_period", "20m"));
    add(requests, "sys/auth/userpass", Map.of("type", "userpass"));
    add(
        requests,
        "auth/userpass/users/" + OPERATOR,
        Map.of(
            "password", operatorPassword(site).reveal(),
            "token_policies", site.durable() ? OPERATOR : OPERATOR + ",stand-admin",
            "token_ttl", site.durable() ? "10m" : "24h"));
    if (!site.durable()) {
      // Tests seal, revoke and break things on purpose.
      add(
          requests,
          "sys/policies/acl/stand-admin",
          Map.of(
              "policy",
              "path \"*\" { capabilities = [\"create\", \"read\", \"update\", \"patch\","
                  + " \"delete\", \"list\", \"sudo\"] }"));
    }
    return requests;
  }

  private static void add(List<Request> requests, String path, Map<String, Object> data) {
    requests.add(new Request(path, data));
  }

  private static Map<String, Object> policy(Site site, String name) throws IOException {
    Path file = site.folders().repository().resolve("deploy/vault/policies/" + name + ".hcl");
    return Map.of("policy", Files.readString(file));
  }
}
