package jp.meishigura.gateway.api;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import io.restassured.path.json.JsonPath;
import io.restassured.response.ValidatableResponse;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Map;
import jp.meishigura.gateway.testing.Asking;
import jp.meishigura.gateway.testing.OwnVault;
import jp.meishigura.gateway.testing.VaultRoad;
import jp.meishigura.platform.caller.Tenant;
import jp.meishigura.platform.testing.FromStand;
import jp.meishigura.platform.testing.StandDatabase;
import jp.meishigura.platform.testing.TestIssuer;
import jp.meishigura.platform.testing.TestTenants;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The log's key signs checkpoints, for the log, and nothing else. */
abstract class Checkpoints {

  private static final String ROOT = "CsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=";
  private static final String CHECKPOINT = "log.example/2026\n20852163\n" + ROOT + "\n";

  @FromStand TestIssuer issuer;
  @FromStand StandDatabase database;
  @FromStand OwnVault vault;
  @FromStand VaultRoad road;

  private final Tenant tenant = TestTenants.fresh();

  private ValidatableResponse sign(String text) {
    String data = Base64.getEncoder().encodeToString(text.getBytes(UTF_8));
    return Asking.with(
            issuer.client(tenant, "audit-service", "service").audience("crypto-gateway").sign())
        .post(Asking.SIGN, Map.of("data", data));
  }

  private static boolean verifies(JsonPath answer, String text) throws Exception {
    byte[] raw = Base64.getDecoder().decode(answer.getString("publicKey"));
    assertThat(raw).hasSize(32);
    // RFC 8410: what makes a raw Ed25519 key a SubjectPublicKeyInfo.
    byte[] prefix = HexFormat.of().parseHex("302a300506032b6570032100");
    byte[] encoded = new byte[prefix.length + raw.length];
    System.arraycopy(prefix, 0, encoded, 0, prefix.length);
    System.arraycopy(raw, 0, encoded, prefix.length, raw.length);
    PublicKey key =
        KeyFactory.getInstance("Ed25519").generatePublic(new X509EncodedKeySpec(encoded));
    byte[] signature = Base64.getDecoder().decode(answer.getString("signature"));
    assertThat(signature).hasSize(64);
    Signature check = Signature.getInstance("Ed25519");
    check.initVerify(key);
    check.update(text.getBytes(UTF_8));
    return check.verify(signature);
  }

  @Test
  void a_checkpoint_is_signed_and_the_signature_holds_for_it_alone() throws Exception {
    JsonPath answer = sign(CHECKPOINT).statusCode(200).extract().jsonPath();
    assertThat(verifies(answer, CHECKPOINT)).isTrue();
    assertThat(verifies(answer, CHECKPOINT.replace("20852163", "20852164"))).isFalse();
  }

  @Test
  void after_a_rotation_of_that_key_the_version_and_its_public_key_are_the_new_ones()
      throws Exception {
    JsonPath before = sign(CHECKPOINT).statusCode(200).extract().jsonPath();
    vault.order("POST", "transit/keys/log-checkpoint/rotate", Map.of());
    JsonPath after = sign(CHECKPOINT).statusCode(200).extract().jsonPath();
    assertThat(after.getInt("keyVersion")).isEqualTo(before.getInt("keyVersion") + 1);
    assertThat(after.getString("publicKey")).isNotEqualTo(before.getString("publicKey"));
    assertThat(verifies(after, CHECKPOINT)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "x",
        "log.example\n1\n" + ROOT,
        "log.example\n01\n" + ROOT + "\n",
        "log.example\n-1\n" + ROOT + "\n",
        "\n1\n" + ROOT + "\n",
        "log.example\n1\n\n",
        "log.example\n1\nAAAA\n",
        "log.example\n1\n" + ROOT + "\n\n",
        "{\"iss\":\"log.example\"}\n1\n",
      })
  void nothing_else_is_signed(String text) {
    sign(text)
        .statusCode(400)
        .contentType("application/problem+json")
        .body("type", equalTo("urn:meishigura:problem:not-a-checkpoint"))
        .body("signature", equalTo(null));
  }

  @ParameterizedTest
  @ValueSource(strings = {"log.example/2025", "log.example/2026 ", "LOG.example", "elsewhere"})
  void a_checkpoint_of_another_log_is_not_signed_and_the_attempt_is_on_record(String origin) {
    sign(origin + "\n1\n" + ROOT + "\n")
        .statusCode(403)
        .contentType("application/problem+json")
        .body("type", equalTo("urn:meishigura:problem:foreign-origin"))
        .body("signature", equalTo(null));
    assertThat(database.dump()).contains("\"reason\":\"foreign-origin\"");
  }

  @Test
  void a_signature_is_on_record_with_what_was_signed_before_it_leaves() throws Exception {
    JsonPath answer = sign(CHECKPOINT.replace("20852163", "20852199")).extract().jsonPath();
    assertThat(database.dump())
        .contains("\"action\":\"checkpoint.sign\"")
        .contains("\"origin\":\"log.example/2026\"")
        .contains("\"size\":\"20852199\"")
        .contains("\"keyVersion\":" + answer.getInt("keyVersion"));
    database.asOwner("revoke insert on outbox from " + database.app());
    try {
      sign(CHECKPOINT).statusCode(500).body("signature", equalTo(null));
    } finally {
      database.asOwner("grant insert on outbox to " + database.app());
    }
  }

  @Test
  void an_empty_an_endless_and_an_unreadable_one_are_refused() {
    sign("").statusCode(400);
    sign("log.example\n1\n" + ROOT + "\n" + "x".repeat(8192) + "\n").statusCode(400);
    Asking.with(issuer.client(tenant, "audit-service", "service").audience("crypto-gateway").sign())
        .post(Asking.SIGN, Map.of("data", "no Base64!"))
        .statusCode(400);
  }

  @Test
  void without_vault_there_is_no_signature_until_it_is_back() {
    road.cut();
    sign(CHECKPOINT)
        .statusCode(503)
        .body("type", equalTo("urn:meishigura:problem:keys-unavailable"));
    road.answer("{\"data\":{\"signature\":\"vault:v1:AAAA\"}}");
    sign(CHECKPOINT).statusCode(503);
    road.open();
    sign(CHECKPOINT).statusCode(200);
  }
}
