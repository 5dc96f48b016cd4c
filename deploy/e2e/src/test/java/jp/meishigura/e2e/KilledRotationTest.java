package jp.meishigura.e2e;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.restassured.response.Response;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import jp.meishigura.local.Port;
import jp.meishigura.local.services.Service;
import jp.meishigura.local.vault.VaultPart;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** crypto-gateway dies by kill -9 in the middle of a rotation, as often as it likes. */
@ExtendWith(WithSuite.class)
class KilledRotationTest {

  private static final Duration PATIENCE = Duration.ofMinutes(3);
  private static final Duration OFTEN = Duration.ofMillis(20);
  private static final int KEYS = 4_000;

  private static final String GATEWAY = Service.GATEWAY.module();
  private static final String OTHER_TENANT = "hinode";

  private final SuiteUnderTest suite;
  private final Aozora aozora;
  private final Dumps dumps;
  private final KeysInHand keys;

  KilledRotationTest(SuiteUnderTest suite) {
    this.suite = suite;
    this.aozora = new Aozora(suite);
    this.dumps = new Dumps(suite.site());
    this.keys = new KeysInHand(suite.site());
  }

  private String card = "";
  private String shown = "";

  @BeforeEach
  void a_card_that_is_open() throws Exception {
    card = aozora.bringIn("renrakusaki-4.0.vcf").getFirst();
    aozora.agree(card, "n.watanabe@fujimi-electric.example");
    shown = aozora.revealed(card);
    assertThat(shown).contains("n.watanabe@fujimi-electric.example");
  }

  /** Whatever happened: the other tests need a gateway under the launcher's own configuration. */
  @AfterEach
  void an_ordinary_gateway() {
    suite.stopPart(GATEWAY);
    suite.startPart(GATEWAY);
  }

  private List<String> query(String sql) throws SQLException {
    return dumps.query(Service.GATEWAY, sql);
  }

  private String one(String sql) throws SQLException {
    return query(sql).getFirst();
  }

  /** How far a rotation is, as the database has it. */
  private record Progress(String state, long done, long total, long broken) {}

  private Progress progress(String rotation) throws SQLException {
    String[] row =
        one("select state || ' ' || done || ' ' || total || ' ' || broken from rotations where id ="
                + " '"
                + rotation
                + "'")
            .split(" ", -1);
    return new Progress(
        row[0], Long.parseLong(row[1]), Long.parseLong(row[2]), Long.parseLong(row[3]));
  }

  private String begun(String level) {
    Response answer =
        Aozora.with(suite.keyOperator(Aozora.TENANT))
            .body(Map.of("level", level, "actor", "e2e"))
            .post(suite.url(Port.GATEWAY) + "/v1/rotations");
    answer.then().statusCode(202);
    return answer.path("id");
  }

  /** By itself: nobody asks for it a second time. */
  private void awaitFinished(String rotation) {
    await()
        .atMost(PATIENCE)
        .pollInterval(Duration.ofMillis(200))
        .until(() -> progress(rotation).state().equals("finished"));
    Aozora.with(suite.keyOperator(Aozora.TENANT))
        .get(suite.url(Port.GATEWAY) + "/v1/rotations/" + rotation)
        .then()
        .statusCode(200);
  }

  private void startOver(Map<String, String> environment) {
    suite.stopPart(GATEWAY);
    suite.startPart(GATEWAY, environment);
  }

  /** Without the keys that contacts-service has in its memory. */
  private void theCardIsStillShown() {
    suite.kill(Service.CONTACTS.module());
    suite.startPart(Service.CONTACTS.module());
    assertThat(aozora.revealed(card)).isEqualTo(shown);
  }

  /** How many of a tenant's keys from before a rotation are under its new version. */
  private long rewrapped(String rotation) throws SQLException {
    return Long.parseLong(
        one(
            "select count(*) from rotations r join subject_keys k on k.tenant_id = r.tenant_id"
                + " and k.tenant_key_version = r.to_version and k.created_at < r.started_at"
                + " where r.id = '"
                + rotation
                + "'"));
  }

  private String tenantOf(String subjectKey) throws SQLException {
    return one("select tenant_id from subject_keys where key_id = '" + subjectKey + "'");
  }

  @Test
  void a_tenant_keys_rotation_ends_by_itself_and_every_key_is_the_same_as_before()
      throws Exception {
    String tenant = tenantOf(keys.create(Aozora.TENANT, KEYS).getFirst());
    List<String> ids = query("select key_id from subject_keys where tenant_id = '" + tenant + "'");
    Map<String, String> before = keys.digests(Aozora.TENANT, ids);
    assertThat(before).hasSizeGreaterThan(KEYS).hasSameSizeAs(ids);
    String version = "select max(version) from tenant_keys where tenant_id = '" + tenant + "'";
    int old = Integer.parseInt(one(version));
    // Some hundred transactions, so that a kill falls between two of them or into one.
    Map<String, String> smallSteps = Map.of("MEISHIGURA_ROTATION_BATCH_SIZE", "5");
    startOver(smallSteps);

    String rotation = begun("tenant-key");
    for (int third = 0; third < 3; third++) {
      long atLeast = (long) ids.size() * third / 3;
      await()
          .atMost(PATIENCE)
          .pollDelay(Duration.ZERO)
          .pollInterval(OFTEN)
          .until(() -> progress(rotation).done() > atLeast);
      suite.kill(GATEWAY);
      Progress killed = progress(rotation);
      assertThat(killed.state()).isEqualTo("running");
      assertThat(killed.done()).isGreaterThan(atLeast).isLessThan(killed.total());
      assertThat(rewrapped(rotation))
          .as("keys and progress are those of the same moment")
          .isEqualTo(killed.done());
      suite.startPart(GATEWAY, smallSteps);
    }
    awaitFinished(rotation);

    Progress end = progress(rotation);
    assertThat(end.broken()).isZero();
    assertThat(end.done()).isEqualTo(end.total()).isGreaterThanOrEqualTo(ids.size());
    assertThat(query("select version from tenant_keys where tenant_id = '" + tenant + "'"))
        .containsExactly(Integer.toString(old + 1));
    assertThat(
            query(
                "select distinct tenant_key_version from subject_keys where tenant_id = '"
                    + tenant
                    + "'"))
        .containsExactly(Integer.toString(old + 1));
    assertThat(keys.digests(Aozora.TENANT, ids)).isEqualTo(before);
    String recorded =
        "select convert_from(data, 'UTF8') as text from entries where action = 'key.rotate'";
    String ended =
        "select text from ("
            + recorded
            + ") as e where text like '%"
            + rotation
            + "%' and text like '%\"ended\"%'";
    await()
        .atMost(PATIENCE)
        .untilAsserted(
            () ->
                assertThat(dumps.query(Service.AUDIT, ended))
                    .as("its end is on record once")
                    .hasSize(1));
    theCardIsStillShown();
  }

  /** Holds something in crypto-gateway's database, so that its rotation stops right there. */
  private final class Hold implements AutoCloseable {
    private final Connection connection;

    private Hold(String statement) throws SQLException {
      connection = dumps.connect(Service.GATEWAY);
      connection.setAutoCommit(false);
      try (Statement sql = connection.createStatement()) {
        sql.execute(statement);
      }
    }

    /** Returns when a statement of the service waits for what is held, and kills the service. */
    private void killThere(String statement) {
      await()
          .atMost(PATIENCE)
          .pollInterval(Duration.ofMillis(100))
          .until(
              () ->
                  !query(
                          "select pid from pg_stat_activity where usename = '"
                              + Service.GATEWAY.app()
                              + "' and wait_event_type = 'Lock' and query like '"
                              + statement
                              + "%'")
                      .isEmpty());
      suite.kill(GATEWAY);
    }

    @Override
    public void close() throws SQLException {
      connection.rollback();
      connection.close();
    }
  }

  /** crypto-gateway's own number for it ({@code Locks}). */
  private static final long DECIDING_VERSION = 0x6d65697368690003L;

  @Test
  void a_vault_keys_rotation_that_dies_between_its_steps_adds_one_version_and_loses_no_secret()
      throws Exception {
    Map<String, Map<String, String>> before = new HashMap<>();
    for (String tenant : List.of(Aozora.TENANT, OTHER_TENANT)) {
      before.put(tenant, keys.digests(tenant, keys.create(tenant, 50)));
      keys.indexKeys(tenant);
    }
    Map<String, String> indexKeys = indexKeys();
    int old = newestInVault();
    List<String> tenants = query("select tenant_id from key_holders order by tenant_id");
    assertThat(tenants).hasSizeGreaterThanOrEqualTo(2);
    String firstWrapped = wrapped(tenants.getFirst());
    Map<String, String> tenantByTenant = Map.of("MEISHIGURA_ROTATION_TENANT_BATCH_SIZE", "1");
    startOver(tenantByTenant);

    String rotation;
    try (Hold hold = new Hold("select pg_advisory_xact_lock(" + DECIDING_VERSION + ")")) {
      rotation = begun("vault-key");
      hold.killThere("select pg_advisory_xact_lock(");
    }
    assertThat(newestInVault()).as("Vault has the version").isEqualTo(old + 1);
    assertThat(
            query("select id from rotations where id = '" + rotation + "' and to_version is null"))
        .as("and it is not written down")
        .hasSize(1);

    try (Hold hold =
        new Hold("select from tenant_keys where tenant_id = '" + tenants.get(1) + "' for update")) {
      suite.startPart(GATEWAY, tenantByTenant);
      hold.killThere("update tenant_keys");
    }
    assertThat(progress(rotation))
        .as("one tenant is done, the next one is not")
        .isEqualTo(new Progress("running", 1, tenants.size(), 0));
    assertThat(wrapped(tenants.getFirst())).startsWith("vault:v" + (old + 1) + ":");
    assertThat(wrapped(tenants.get(1))).doesNotStartWith("vault:v" + (old + 1) + ":");

    try (Hold hold = new Hold("lock table outbox in exclusive mode")) {
      suite.startPart(GATEWAY, tenantByTenant);
      await().atMost(PATIENCE).until(() -> progress(rotation).done() == tenants.size());
      hold.killThere("insert into outbox");
    }
    assertThat(progress(rotation).state()).as("its end is not written down").isEqualTo("running");
    assertThat(keys.opensInVault(tenants.getFirst(), firstWrapped))
        .as("and Vault unwraps nothing older already")
        .isFalse();

    suite.startPart(GATEWAY, tenantByTenant);
    awaitFinished(rotation);

    assertThat(progress(rotation))
        .isEqualTo(new Progress("finished", tenants.size(), tenants.size(), 0));
    assertThat(newestInVault()).as("one version, however often it died").isEqualTo(old + 1);
    assertThat(query("select wrapped from tenant_keys union all select wrapped from index_secrets"))
        .hasSizeGreaterThanOrEqualTo(2 * 2)
        .allMatch(one -> one.startsWith("vault:v" + (old + 1) + ":"));
    for (Map.Entry<String, Map<String, String>> one : before.entrySet()) {
      assertThat(keys.digests(one.getKey(), List.copyOf(one.getValue().keySet())))
          .isEqualTo(one.getValue());
    }
    assertThat(indexKeys()).isEqualTo(indexKeys);
    theCardIsStillShown();
  }

  private Map<String, String> indexKeys() throws Exception {
    Map<String, String> all = new HashMap<>();
    for (String tenant : List.of(Aozora.TENANT, OTHER_TENANT)) {
      keys.indexKeys(tenant)
          .forEach((name, key) -> all.put(tenant + " " + name, KeysInHand.digest(key)));
    }
    return all;
  }

  private String wrapped(String tenant) throws SQLException {
    return one(
        "select wrapped from tenant_keys where tenant_id = '"
            + UUID.fromString(tenant)
            + "' order by version desc limit 1");
  }

  private int newestInVault() throws Exception {
    return given()
        .header("X-Vault-Token", new VaultPart(suite.site()).operatorToken().reveal())
        .get(VaultPart.address(suite.site()) + "/v1/transit/keys/tenant-keys")
        .then()
        .statusCode(200)
        .extract()
        .path("data.latest_version");
  }
}
