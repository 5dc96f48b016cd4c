package jp.meishigura.gateway.vault;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import jp.meishigura.gateway.testing.OwnVault;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a thief of the gateway's login can do at the real server, and what not. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class VaultPolicies {

  private static final String CONTEXT = "AAAAAAAAAAAAAAAAAAAAAA==";

  private OwnVault vault;
  private String token;

  abstract OwnVault launch();

  @BeforeAll
  void start() {
    vault = launch();
    token = vault.login();
  }

  @AfterAll
  void stop() {
    vault.close();
  }

  private int status(String method, String path, Map<String, ?> body) {
    return vault.ask(token, method, path, body).status();
  }

  @ParameterizedTest
  @CsvSource({
    "POST, transit/encrypt/mistyped",
    "POST, transit/encrypt/log-checkpoint",
    "POST, transit/datakey/plaintext/tenant-keys",
    "POST, transit/hmac/tenant-keys",
    "POST, transit/keys/another",
    "GET, transit/keys/tenant-keys",
    "LIST, transit/keys",
    "DELETE, transit/keys/tenant-keys",
    "DELETE, transit/keys/log-checkpoint",
    "POST, transit/keys/log-checkpoint/rotate",
    "POST, transit/keys/log-checkpoint/config",
    "POST, transit/keys/tenant-keys/trim",
    "GET, transit/export/encryption-key/tenant-keys",
    "GET, transit/export/signing-key/log-checkpoint",
    "GET, transit/backup/tenant-keys",
    "POST, transit/restore/tenant-keys",
    "POST, transit/sign/tenant-keys",
    "POST, transit/verify/log-checkpoint",
    "GET, sys/mounts",
    "GET, sys/policies/acl/crypto-gateway",
    "PUT, sys/policies/acl/crypto-gateway",
    "PUT, sys/seal",
    "POST, auth/token/create",
    "GET, auth/approle/role/crypto-gateway/role-id",
    "POST, auth/approle/role/crypto-gateway/secret-id",
  })
  void everything_else_is_forbidden(String method, String path) {
    assertThat(
            status(method, path, Map.of("plaintext", "AAAA", "context", CONTEXT, "input", "AAAA")))
        .isEqualTo(403);
  }

  @Test
  void of_the_keys_settings_only_the_oldest_version_can_be_moved() {
    String config = "transit/keys/tenant-keys/config";
    for (Map<String, Object> body :
        List.of(
            Map.<String, Object>of("exportable", true),
            Map.<String, Object>of("deletion_allowed", true),
            Map.<String, Object>of("allow_plaintext_backup", true),
            Map.<String, Object>of("auto_rotate_period", "1h"),
            Map.<String, Object>of("min_encryption_version", 1),
            Map.<String, Object>of("min_decryption_version", 1, "exportable", true))) {
      assertThat(status("POST", config, body)).as(body.toString()).isEqualTo(403);
    }
    assertThat(status("POST", config, Map.of("min_decryption_version", 1))).isIn(200, 204);
  }

  @Test
  void what_the_gateway_does_is_allowed() {
    OwnVault.Answer wrapped =
        vault.ask(
            token,
            "POST",
            "transit/encrypt/tenant-keys",
            Map.of("plaintext", "AAAA", "context", CONTEXT));
    assertThat(wrapped.status()).isEqualTo(200);
    Map<String, Object> item =
        Map.of("ciphertext", wrapped.body().at("/data/ciphertext").asText(), "context", CONTEXT);
    assertThat(status("POST", "transit/decrypt/tenant-keys", item)).isEqualTo(200);
    assertThat(status("POST", "transit/rewrap/tenant-keys", item)).isEqualTo(200);
    assertThat(status("POST", "transit/keys/tenant-keys/rotate", Map.of())).isIn(200, 204);
    assertThat(status("POST", "transit/sign/log-checkpoint", Map.of("input", "AAAA")))
        .isEqualTo(200);
    assertThat(status("GET", "transit/keys/log-checkpoint", Map.of())).isEqualTo(200);
    assertThat(status("GET", "auth/token/lookup-self", Map.of())).isEqualTo(200);
    assertThat(status("POST", "auth/token/renew-self", Map.of())).isEqualTo(200);
    assertThat(vault.ask(vault.login(), "POST", "auth/token/revoke-self", Map.of()).status())
        .isIn(200, 204);
  }

  @Test
  void what_was_wrapped_for_one_tenant_does_not_unwrap_for_another() {
    String ciphertext =
        vault
            .ask(
                token,
                "POST",
                "transit/encrypt/tenant-keys",
                Map.of("plaintext", "AAAA", "context", CONTEXT))
            .body()
            .at("/data/ciphertext")
            .asText();
    String other =
        Base64.getEncoder()
            .encodeToString(UUID.randomUUID().toString().getBytes(StandardCharsets.UTF_8));
    assertThat(
            status(
                "POST",
                "transit/decrypt/tenant-keys",
                Map.of("ciphertext", ciphertext, "context", other)))
        .isEqualTo(400);
  }
}
