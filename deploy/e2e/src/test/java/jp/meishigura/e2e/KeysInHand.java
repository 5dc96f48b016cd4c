package jp.meishigura.e2e;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import jp.meishigura.local.Port;
import jp.meishigura.local.Site;
import jp.meishigura.local.keycloak.ClientLogin;
import jp.meishigura.local.keycloak.Issuer;
import jp.meishigura.local.services.Service;
import jp.meishigura.local.vault.Approle;
import jp.meishigura.local.vault.VaultPart;

/** Keys, got as docs/sealed-fields.md tells their owner to, or as contacts-service gets them. */
final class KeysInHand {

  /** As many as crypto-gateway takes at once. */
  private static final int BATCH = 1_000;

  private final Site site;

  KeysInHand(Site site) {
    this.site = site;
  }

  /** The envelopes of all tenants in a table of crypto-gateway, each as transit decrypts it. */
  List<String> envelopes(String table) throws IOException, SQLException {
    String token = vaultToken();
    List<String> envelopes = new ArrayList<>();
    for (String row :
        new Dumps(site)
            .query(Service.GATEWAY, "select tenant_id || ' ' || wrapped from " + table)) {
      String[] parts = row.split(" ", 2);
      envelopes.add(
          given()
              .header("X-Vault-Token", token)
              .contentType("application/json")
              .body(Map.of("ciphertext", parts[1], "context", base64(UUID.fromString(parts[0]))))
              .post(VaultPart.address(site) + "/v1/transit/decrypt/tenant-keys")
              .then()
              .statusCode(200)
              .extract()
              .path("data.plaintext"));
    }
    return envelopes;
  }

  /** Whether transit still decrypts a tenant's wrapped secret. */
  boolean opensInVault(String tenant, String wrapped) throws IOException {
    return given()
            .header("X-Vault-Token", vaultToken())
            .contentType("application/json")
            .body(Map.of("ciphertext", wrapped, "context", base64(UUID.fromString(tenant))))
            .post(VaultPart.address(site) + "/v1/transit/decrypt/tenant-keys")
            .statusCode()
        == 200;
  }

  /** The secrets inside envelopes. */
  static Map<String, byte[]> secrets(String name, List<String> envelopes) {
    Map<String, byte[]> secrets = new HashMap<>();
    for (String envelope : envelopes) {
      byte[] secret = new byte[32];
      ByteBuffer.wrap(Base64.getDecoder().decode(envelope)).get(22, secret);
      secrets.put(name + " " + (secrets.size() + 1), secret);
    }
    return secrets;
  }

  /** Cards' keys by their ids. */
  Map<String, byte[]> subjectKeys(String tenant, List<String> keyIds)
      throws IOException, InterruptedException {
    Map<String, byte[]> keys = new HashMap<>();
    for (JsonNode key : release(tenant, keyIds).get("keys")) {
      keys.put(key.get("keyId").textValue(), key.get("key").binaryValue());
    }
    return keys;
  }

  /** Which of these ids crypto-gateway has no key for. */
  List<String> missing(String tenant, List<String> keyIds)
      throws IOException, InterruptedException {
    List<String> missing = new ArrayList<>();
    release(tenant, keyIds).get("missing").forEach(id -> missing.add(id.textValue()));
    return missing;
  }

  /** Has keys made for subjects that nobody knows; their ids. */
  List<String> create(String tenant, int number) throws IOException, InterruptedException {
    List<String> ids = new ArrayList<>();
    while (ids.size() < number) {
      List<UUID> subjects =
          Stream.generate(UUID::randomUUID).limit(Math.min(BATCH, number - ids.size())).toList();
      Map<String, Object> body = Map.of("subjects", subjects, "actor", "e2e", "reason", "create");
      ask(tenant, "/v1/subject-keys", body, 201)
          .get("keys")
          .forEach(key -> ids.add(key.get("keyId").textValue()));
    }
    return ids;
  }

  /** Fails unless crypto-gateway says that this subject is erased and gets no key again. */
  void refusedAsErased(String tenant, String subject) throws IOException, InterruptedException {
    Map<String, Object> body =
        Map.of("subjects", List.of(subject), "actor", "e2e", "reason", "create");
    JsonNode problem = ask(tenant, "/v1/subject-keys", body, 409);
    assertThat(problem.get("type").textValue()).isEqualTo("urn:meishigura:problem:subject-erased");
  }

  /** SHA-256 of each key by its id: to know it again without keeping it. */
  Map<String, String> digests(String tenant, List<String> keyIds)
      throws IOException, InterruptedException {
    Map<String, String> digests = new HashMap<>();
    for (int from = 0; from < keyIds.size(); from += BATCH) {
      List<String> some = keyIds.subList(from, Math.min(from + BATCH, keyIds.size()));
      subjectKeys(tenant, some).forEach((id, key) -> digests.put(id, digest(key)));
    }
    return digests;
  }

  static String digest(byte[] key) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(key));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The tenant's keys of blind indexes. */
  Map<String, byte[]> indexKeys(String tenant) throws IOException, InterruptedException {
    Map<String, byte[]> keys = new HashMap<>();
    Map<String, Object> body =
        Map.of("fields", List.of("phone", "email"), "actor", "e2e", "reason", "search-index");
    for (JsonNode key : ask(tenant, "/v1/index-keys/release", body, 200).get("keys")) {
      keys.put(
          "index key " + key.get("field").textValue() + " " + key.get("version"),
          key.get("key").binaryValue());
    }
    return keys;
  }

  private JsonNode release(String tenant, List<String> keyIds)
      throws IOException, InterruptedException {
    Map<String, Object> body =
        Map.of("keyIds", keyIds, "actor", "e2e", "reason", "reveal", "purpose", "sales-follow-up");
    return ask(tenant, "/v1/subject-keys/release", body, 200);
  }

  private JsonNode ask(String tenant, String path, Map<String, Object> body, int status)
      throws IOException, InterruptedException {
    String token =
        new ClientLogin(Issuer.at(site.ports()), site.secrets())
            .keyToken("contacts-service", tenant)
            .reveal();
    String answer =
        given()
            .header("Authorization", "Bearer " + token)
            .contentType("application/json")
            .body(body)
            .post(site.ports().http(Port.GATEWAY) + path)
            .then()
            .statusCode(status)
            .extract()
            .asString();
    return new JsonMapper().readTree(answer);
  }

  private String vaultToken() throws IOException {
    return given()
        .contentType("application/json")
        .body(
            Map.of(
                "role_id", read(Approle.roleIdFile(site)),
                "secret_id", read(Approle.secretIdFile(site))))
        .post(VaultPart.address(site) + "/v1/auth/approle/login")
        .then()
        .statusCode(200)
        .extract()
        .path("auth.client_token");
  }

  private static String read(Path file) throws IOException {
    return Files.readString(file).strip();
  }

  private static String base64(UUID id) {
    return Base64.getEncoder()
        .encodeToString(
            ByteBuffer.allocate(16)
                .putLong(id.getMostSignificantBits())
                .putLong(id.getLeastSignificantBits())
                .array());
  }
}
