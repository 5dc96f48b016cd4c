package jp.meishigura.gateway.vault;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.matchesPattern;

import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import jp.meishigura.gateway.testing.Asking;
import jp.meishigura.gateway.testing.MovableClock;
import jp.meishigura.gateway.testing.OwnVault;
import jp.meishigura.gateway.testing.VaultRoad;
import jp.meishigura.platform.caller.Tenant;
import jp.meishigura.platform.testing.FromStand;
import jp.meishigura.platform.testing.StandDatabase;
import jp.meishigura.platform.testing.TestIssuer;
import jp.meishigura.platform.testing.TestLog;
import jp.meishigura.platform.testing.TestTenants;
import org.eclipse.microprofile.config.ConfigProvider;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What else can be wrong with Vault, done to a real server of the test's own. Whatever it is: no
 * key, a defined problem, and recovery without a restart.
 */
abstract class VaultFailures {

  private static final Duration LONGER_THAN_THE_CACHE = Duration.ofMinutes(6);

  private static final Duration PROBED_AGAIN = Duration.ofSeconds(6);

  @FromStand TestIssuer issuer;
  @FromStand StandDatabase database;
  @FromStand VaultRoad road;
  @FromStand OwnVault vault;
  @Inject MovableClock clock;
  @Inject VaultSession session;

  private final Tenant tenant = TestTenants.fresh();
  private Asking.Key key = new Asking.Key(UUID.randomUUID(), "");

  private Asking us() {
    return Asking.as(issuer, tenant);
  }

  @BeforeEach
  void a_key_that_is_not_in_memory_any_more() {
    key = us().made(UUID.randomUUID());
    clock.forward(LONGER_THAN_THE_CACHE);
  }

  @AfterEach
  void mend() {
    road.open();
  }

  private void unavailable(ValidatableResponse answer) {
    answer
        .statusCode(503)
        .header("Retry-After", matchesPattern("[1-9][0-9]*"))
        .contentType("application/problem+json")
        .body("type", equalTo("urn:meishigura:problem:keys-unavailable"))
        .body("keys", equalTo(null));
  }

  private void served() {
    us().release(key.id()).statusCode(200).body("keys[0].key", equalTo(key.base64()));
    us().create(UUID.randomUUID()).statusCode(201);
  }

  private static ValidatableResponse health(String vaultIs, String keysAre, String status) {
    String port = ConfigProvider.getConfig().getValue("quarkus.management.test-port", String.class);
    String check = "checks.find { it.name == 'vault' }";
    return given()
        .get("http://127.0.0.1:" + port + "/q/health/ready")
        .then()
        .body(check + ".data.vault", equalTo(vaultIs))
        .body(check + ".data.keys", equalTo(keysAre))
        .body(check + ".status", equalTo(status))
        .body("checks.find { it.name.startsWith('Database') }.status", equalTo("UP"))
        .body("checks.find { it.name == 'tombstones' }.status", equalTo("UP"));
  }

  @Test
  void sealed() {
    vault.seal();
    try {
      unavailable(us().release(key.id()));
      unavailable(us().create(UUID.randomUUID()));
      health("sealed", "unavailable", "DOWN").statusCode(503);
    } finally {
      vault.unseal();
    }
    served();
    health("answers", "available", "UP").statusCode(200);
  }

  @Test
  void sealed_while_keys_are_in_memory() {
    served();
    vault.seal();
    try {
      us().release(key.id()).statusCode(200);
      health("sealed", "cached", "UP").statusCode(200);
      clock.forward(LONGER_THAN_THE_CACHE);
      unavailable(us().release(key.id()));
    } finally {
      vault.unseal();
    }
    served();
  }

  @Test
  void stopped_with_its_connections_open() {
    vault.suspend();
    try {
      unavailable(us().release(key.id()));
      health("silent", "unavailable", "DOWN").statusCode(503);
    } finally {
      vault.resume();
    }
    served();
  }

  @Test
  void slower_than_anybody_waits() {
    road.slow();
    unavailable(us().release(key.id()));
    unavailable(us().create(UUID.randomUUID()));
    road.open();
    served();
  }

  @Test
  void an_answer_that_ends_in_its_middle() {
    road.tear();
    unavailable(us().release(key.id()));
    unavailable(us().create(UUID.randomUUID()));
    road.open();
    served();
  }

  @Test
  @Timeout(60)
  void an_answer_that_stops_in_its_middle() {
    road.stall();
    // Without an end to each call this is where the test would stand for ever.
    unavailable(us().release(key.id()));
    unavailable(us().create(UUID.randomUUID()));
    road.open();
    served();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "{",
        "null",
        "[]",
        "\"batch_results\"",
        "{\"data\":null}",
        "{\"data\":{\"batch_results\":[",
        "{\"data\":{\"batch_results\":[]}}",
        "{\"data\":{\"batch_results\":[null]}}",
        "{\"data\":{\"batch_results\":[\"plaintext\"]}}",
        "{\"data\":{\"batch_results\":[{\"plaintext\":\"no Base64!\"}]}}",
        "{\"data\":{\"batch_results\":{\"plaintext\":\"AAAA\"}}}",
        "<html>Bad gateway</html>",
      })
  void an_answer_that_is_not_vaults(String answer) {
    VaultLogin login = session.current();
    road.answer(answer);
    unavailable(us().release(key.id()));
    session.giveUp(login);
    unavailable(us().release(key.id()));
    road.open();
    served();
    assertThat(TestLog.text()).doesNotContain("no Base64!").doesNotContain("Bad gateway");
  }

  @Test
  void a_clock_that_is_set_back_does_not_keep_a_token_alive_that_has_ended()
      throws InterruptedException {
    vault.tokenPeriod("2s");
    VaultLogin shortLived;
    try {
      session.giveUp(session.current());
      shortLived = session.current();
      clock.forward(Duration.ofHours(-1));
      // It may be renewed once meanwhile, and ends two seconds later then.
      Thread.sleep(Duration.ofSeconds(5));
      vault.tokenPeriod("20m");
      us().release(key.id()).statusCode(200).body("keys[0].key", equalTo(key.base64()));
      assertThat(session.current().token()).isNotEqualTo(shortLived.token());
    } finally {
      clock.forward(Duration.ofHours(1));
      vault.tokenPeriod("20m");
    }
  }

  @Test
  void a_token_that_was_revoked_right_after_it_was_given_is_replaced_a_little_later() {
    session.giveUp(session.current());
    VaultLogin young = session.current();
    vault.order("POST", "auth/token/revoke", Map.of("token", young.token()));
    unavailable(us().release(key.id()));
    clock.forward(Duration.ofSeconds(11));
    served();
    assertThat(session.current().token()).isNotEqualTo(young.token());
  }

  @Test
  void a_token_that_is_given_up_is_revoked() {
    VaultLogin old = session.current();
    session.giveUp(old);
    assertThat(vault.ask(old.token(), "GET", "auth/token/lookup-self", Map.of()).status())
        .isEqualTo(403);
    served();
  }

  @Test
  void without_its_policy_it_says_so_does_not_log_in_again_and_again_and_recovers_by_itself() {
    health("answers", "available", "UP").statusCode(200);
    int before = vault.tokens();
    vault.withdrawPolicy();
    try {
      for (int again = 0; again < 20; again++) {
        unavailable(us().release(key.id()));
        health("withholds", "unavailable", "DOWN").statusCode(503);
      }
      assertThat(vault.tokens()).isLessThanOrEqualTo(before + 2);
      clock.forward(PROBED_AGAIN);
      health("withholds", "unavailable", "DOWN").statusCode(503);
    } finally {
      vault.givePolicy();
    }
    clock.forward(PROBED_AGAIN);
    health("answers", "available", "UP").statusCode(200);
    served();
  }

  @ParameterizedTest
  @ValueSource(strings = {"transit/encrypt", "transit/decrypt", "transit/rewrap"})
  void without_one_of_its_rights_it_says_so_before_anybody_asks_for_a_key(String right) {
    clock.forward(PROBED_AGAIN);
    vault.givePolicyWithout(right);
    try {
      health("withholds", "unavailable", "DOWN").statusCode(503);
    } finally {
      vault.givePolicy();
    }
    clock.forward(PROBED_AGAIN);
    health("answers", "available", "UP").statusCode(200);
    served();
  }

  @Test
  void with_keys_in_memory_it_serves_and_says_that_vault_withholds_the_rest() {
    served();
    clock.forward(PROBED_AGAIN);
    vault.withdrawPolicy();
    try {
      health("withholds", "cached", "UP").statusCode(200);
    } finally {
      vault.givePolicy();
    }
  }

  @Test
  void what_is_found_out_is_not_asked_of_vault_again_for_some_seconds() {
    served();
    health("answers", "available", "UP");
    int before = road.arrivals();
    for (int again = 0; again < 5; again++) {
      health("answers", "available", "UP");
    }
    assertThat(road.arrivals()).as("lookup-self alone").isLessThanOrEqualTo(before + 5);
  }

  @Test
  void a_clock_that_is_ahead_by_a_day() {
    VaultLogin before = session.current();
    clock.forward(Duration.ofDays(1));
    served();
    assertThat(session.current().token()).isNotEqualTo(before.token());
  }

  @Test
  void the_version_of_the_key_was_retired_too_early() {
    vault.order("POST", "transit/keys/tenant-keys/rotate", Map.of());
    int newest =
        vault.order("GET", "transit/keys/tenant-keys", Map.of()).at("/data/latest_version").asInt();
    vault.minDecryptionVersion(newest);
    try {
      clock.forward(PROBED_AGAIN);
      health("withholds", "unavailable", "DOWN").statusCode(503);
      unavailable(us().release(key.id()));
      assertThat(TestLog.text()).contains("lacks the version of its key");
    } finally {
      vault.minDecryptionVersion(1);
    }
    clock.forward(PROBED_AGAIN);
    health("answers", "available", "UP").statusCode(200);
    served();
  }

  @Test
  void the_version_of_the_key_is_not_there_yet() throws SQLException {
    wrapped("regexp_replace(wrapped, '^vault:v', 'vault:v77')");
    unavailable(us().release(key.id()));
    wrapped("regexp_replace(wrapped, '^vault:v77', 'vault:v')");
    served();
  }

  private void wrapped(String expression) throws SQLException {
    try (Connection admin = database.asAdmin();
        Statement sql = admin.createStatement()) {
      int rows =
          sql.executeUpdate(
              "update tenant_keys set wrapped = %s where tenant_id = '%s'"
                  .formatted(expression, tenant.id()));
      assertThat(rows).isEqualTo(1);
    }
  }
}
