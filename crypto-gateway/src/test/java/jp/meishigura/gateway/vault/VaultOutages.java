package jp.meishigura.gateway.vault;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.lessThan;
import static org.hamcrest.Matchers.matchesPattern;

import io.micrometer.core.instrument.MeterRegistry;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.UUID;
import jp.meishigura.gateway.testing.Asking;
import jp.meishigura.gateway.testing.MovableClock;
import jp.meishigura.gateway.testing.TestVault;
import jp.meishigura.gateway.testing.VaultRoad;
import jp.meishigura.platform.caller.Tenant;
import jp.meishigura.platform.testing.FromStand;
import jp.meishigura.platform.testing.StandDatabase;
import jp.meishigura.platform.testing.TestIssuer;
import jp.meishigura.platform.testing.TestLog;
import jp.meishigura.platform.testing.TestTenants;
import org.eclipse.microprofile.config.ConfigProvider;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Vault goes away, comes back, and throws us out; the gateway is never restarted. */
abstract class VaultOutages {

  private static final Duration LONGER_THAN_THE_CACHE = Duration.ofMinutes(6);
  private static final Duration LONGER_THAN_THE_TOKEN = Duration.ofMinutes(21);

  @FromStand TestIssuer issuer;
  @FromStand StandDatabase database;
  @FromStand VaultRoad road;
  @FromStand TestVault vault;
  @Inject MovableClock clock;
  @Inject VaultSession session;
  @Inject MeterRegistry meters;

  private final UUID subject = UUID.randomUUID();
  private final Tenant tenant = TestTenants.fresh();

  private Asking us() {
    return Asking.as(issuer, tenant);
  }

  @AfterEach
  void mend() {
    road.open();
    vault.restoreSecret();
  }

  private static void unavailable(ValidatableResponse answer) {
    answer
        .statusCode(503)
        .header("Retry-After", matchesPattern("[1-9][0-9]*"))
        .contentType("application/problem+json")
        .body("type", equalTo("urn:meishigura:problem:keys-unavailable"))
        .body("keys", equalTo(null))
        .time(lessThan(8_000L));
  }

  private static ValidatableResponse ready() {
    String port = ConfigProvider.getConfig().getValue("quarkus.management.test-port", String.class);
    return given().get("http://127.0.0.1:" + port + "/q/health/ready").then();
  }

  @Test
  void a_vault_that_does_not_answer_means_503_and_no_key_until_it_is_back() {
    road.silence();
    unavailable(us().create(subject));
    unavailable(us().index("phone"));
    assertThat(database.dump()).doesNotContain(subject.toString());
    road.open();
    us().create(subject).statusCode(201);
  }

  @Test
  void a_vault_that_is_gone_means_503_and_no_key_until_it_is_back() {
    road.cut();
    unavailable(us().create(subject));
    road.open();
    us().create(subject).statusCode(201);
  }

  @Test
  void unwrapped_keys_serve_until_they_expire_and_not_longer() {
    Asking.Key key = us().made(subject);
    road.cut();
    us().release(key.id()).statusCode(200).body("keys[0].key", equalTo(key.base64()));
    us().create(UUID.randomUUID()).statusCode(201);
    clock.forward(LONGER_THAN_THE_CACHE);
    unavailable(us().release(key.id()));
    unavailable(us().create(UUID.randomUUID()));
    road.open();
    us().release(key.id()).statusCode(200).body("keys[0].key", equalTo(key.base64()));
  }

  @Test
  void use_does_not_keep_an_unwrapped_key_alive() {
    Asking.Key key = us().made(subject);
    road.cut();
    for (int minute = 1; minute < 5; minute++) {
      clock.forward(Duration.ofMinutes(1));
      us().release(key.id()).statusCode(200);
    }
    clock.forward(Duration.ofMinutes(1));
    unavailable(us().release(key.id()));
  }

  @Test
  void a_clock_that_is_set_back_keeps_no_unwrapped_key_alive() {
    Asking.Key key = us().made(subject);
    clock.forward(Duration.ofHours(-1));
    try {
      road.cut();
      us().release(key.id()).statusCode(200).body("keys[0].key", equalTo(key.base64()));
      clock.forward(LONGER_THAN_THE_CACHE);
      unavailable(us().release(key.id()));
    } finally {
      clock.forward(Duration.ofHours(1));
    }
  }

  @Test
  void how_often_a_key_was_in_memory_is_counted() {
    double hits = counted("hit");
    double misses = counted("miss");
    Asking.Key key = us().made(subject);
    us().release(key.id()).statusCode(200);
    us().release(key.id()).statusCode(200);
    assertThat(counted("miss")).isEqualTo(misses + 1);
    assertThat(counted("hit")).isEqualTo(hits + 2);
  }

  private double counted(String result) {
    return meters.get("meishigura.keys.cache").tag("result", result).counter().count();
  }

  @Test
  void what_could_not_be_had_is_on_record() {
    road.cut();
    unavailable(us().create(subject));
    assertThat(database.dump()).contains(tenant.alias()).contains("keys-unavailable");
  }

  @Test
  void vault_is_asked_once_per_tenant_and_not_per_card() {
    Asking.Key key = us().made(subject);
    int before = road.arrivals();
    for (int one = 0; one < 20; one++) {
      us().release(key.id()).statusCode(200);
      us().create(UUID.randomUUID()).statusCode(201);
    }
    assertThat(road.arrivals()).isEqualTo(before);
  }

  @Test
  void a_revoked_token_is_replaced() {
    Asking.Key key = us().made(subject);
    VaultLogin revoked = session.current();
    vault.revoke(revoked.token());
    clock.forward(LONGER_THAN_THE_CACHE);
    us().release(key.id()).statusCode(200).body("keys[0].key", equalTo(key.base64()));
    assertThat(session.current().token()).isNotEqualTo(revoked.token());
  }

  @Test
  void a_token_is_renewed_at_half_of_its_time() {
    VaultLogin before = session.current();
    clock.forward(before.lease().dividedBy(2).plusSeconds(5));
    session.keepAlive();
    VaultLogin after = session.current();
    assertThat(after.token()).isEqualTo(before.token());
    assertThat(after.until()).isAfter(before.until());
  }

  @Test
  void a_token_that_was_revoked_is_noticed_by_the_renewal() {
    VaultLogin before = session.current();
    vault.revoke(before.token());
    clock.forward(before.lease().dividedBy(2).plusSeconds(5));
    session.keepAlive();
    assertThat(session.current().token()).isNotEqualTo(before.token());
  }

  @Test
  void after_a_long_outage_the_gateway_logs_in_again() {
    Asking.Key key = us().made(subject);
    road.silence();
    clock.forward(LONGER_THAN_THE_TOKEN);
    session.keepAlive();
    unavailable(us().release(key.id()));
    road.open();
    us().release(key.id()).statusCode(200);
  }

  @Test
  void a_refused_login_means_503_and_a_new_secret_is_taken_without_a_restart() {
    Asking.Key key = us().made(subject);
    vault.spoilSecret();
    VaultLogin revoked = session.current();
    vault.revoke(revoked.token());
    clock.forward(LONGER_THAN_THE_CACHE);
    unavailable(us().release(key.id()));
    vault.restoreSecret();
    us().release(key.id()).statusCode(200);
    assertThat(TestLog.text()).doesNotContain(revoked.token());
  }

  /** Both products lock a login out after five refusals, unless the mount is told not to. */
  @Test
  void a_login_that_was_refused_often_is_let_in_as_soon_as_its_secret_is_mended() {
    Asking.Key key = us().made(subject);
    vault.spoilSecret();
    vault.revoke(session.current().token());
    clock.forward(LONGER_THAN_THE_CACHE);
    for (int refusal = 0; refusal < 8; refusal++) {
      unavailable(us().release(key.id()));
    }
    vault.restoreSecret();
    us().release(key.id()).statusCode(200).body("keys[0].key", equalTo(key.base64()));
  }

  @Test
  void readiness_tells_vault_and_database_apart_and_holds_while_keys_can_be_had() {
    us().made(subject);
    ready()
        .statusCode(200)
        .body("checks.find { it.name == 'vault' }.data.reachable", equalTo(true));
    road.cut();
    ready()
        .statusCode(200)
        .body("checks.find { it.name == 'vault' }.data.reachable", equalTo(false));
    clock.forward(LONGER_THAN_THE_CACHE);
    ready()
        .statusCode(503)
        .body("checks.find { it.name == 'vault' }.status", equalTo("DOWN"))
        .body("checks.find { it.name.startsWith('Database') }.status", equalTo("UP"));
    road.open();
    await().atMost(Duration.ofSeconds(10)).untilAsserted(() -> ready().statusCode(200));
  }

  @Test
  void a_login_prints_nothing() {
    VaultLogin login = session.current();
    assertThat(login.toString()).doesNotContain(login.token());
    assertThat(TestLog.text()).doesNotContain(login.token());
  }
}
