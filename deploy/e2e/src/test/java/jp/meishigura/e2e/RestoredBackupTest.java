package jp.meishigura.e2e;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;

import io.restassured.response.Response;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import jp.meishigura.local.Port;
import jp.meishigura.local.keycloak.Audience;
import jp.meishigura.local.services.Service;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/**
 * All four databases are put back to a day before an erasure. Kafka and the rest are as they are.
 */
@ExtendWith(WithSuite.class)
class RestoredBackupTest {

  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final String ERASED = "ichiro.suzuki@sakura-bussan.example";
  private static final String WITHDRAWING = "y.yoshida@fujimi-electric.example";
  private static final String OTHER = "n.watanabe@fujimi-electric.example";

  private final SuiteUnderTest suite;
  private final Aozora aozora;
  private final Dumps dumps;
  private final KeysInHand keys;

  @TempDir Path folder;

  RestoredBackupTest(SuiteUnderTest suite) {
    this.suite = suite;
    this.aozora = new Aozora(suite);
    this.dumps = new Dumps(suite.site());
    this.keys = new KeysInHand(suite.site());
  }

  private String keyOf(String card) throws SQLException {
    return dumps
        .query(Service.CONTACTS, "select key_id from cards where id = '" + card + "'")
        .getFirst();
  }

  @Test
  void whoever_was_erased_stays_erased_and_everybody_else_is_back() throws Exception {
    List<String> cards = new ArrayList<>();
    cards.addAll(aozora.bringIn("iphone-3.0.vcf"));
    cards.addAll(aozora.bringIn("renrakusaki-4.0.vcf"));
    cards.addAll(aozora.bringIn("keitai-2.1-shift_jis.vcf"));
    String erased = cards.getFirst();
    String open = cards.get(3);
    aozora.agree(erased, ERASED);
    aozora.agree(open, OTHER);
    String withdrawn = cards.get(4);
    URI link = aozora.agree(withdrawn, WITHDRAWING);
    assertThat(aozora.revealed(erased)).contains(ERASED);
    String shown = aozora.revealed(open);
    assertThat(shown).contains(OTHER);
    Map<String, String> seen = new HashMap<>();
    List<String> keyIds = new ArrayList<>();
    for (String card : cards) {
      seen.put(card, aozora.seen(card));
      keyIds.add(keyOf(card));
    }
    Map<String, String> digests = keys.digests(Aozora.TENANT, keyIds);
    assertThat(digests).hasSameSizeAs(cards);
    String key = keyIds.getFirst();

    PostgresBackup backup = new PostgresBackup(suite.site(), folder);
    suite.down();
    try {
      backup.take();
    } finally {
      suite.up();
    }
    Response erasure = aozora.erase(erased);
    erasure.then().statusCode(200).body("outlivesBackups", equalTo(true));
    String order = erasure.path("order");
    isGone(erased, key);
    aozora.withdraw(withdrawn, link);
    List<String> onRecord = auditedInTheEnd(withdrawn);

    suite.down();
    backup.putBack();
    nobodyIsServedBeforeTheTombstonesAreApplied(erased, key);

    aozora.reveal(aozora.as(Aozora.MEMBER), withdrawn).then().statusCode(423);
    await()
        .atMost(PATIENCE)
        .untilAsserted(
            () ->
                assertThat(audited(withdrawn))
                    .as("the log has heard it again")
                    .containsAll(onRecord));
    isGone(erased, key);
    assertThat(tablesWith(Service.CONTACTS, erased, key)).isSubsetOf("erasures", "outbox");
    assertThat(tablesWith(Service.CONTACTS, erased, key)).contains("erasures");
    assertThat(tablesWith(Service.GATEWAY, erased, key)).isSubsetOf("tombstones", "outbox");
    assertThat(tablesWith(Service.GATEWAY, erased, key)).contains("tombstones");
    assertThat(aozora.revealed(open)).isEqualTo(shown);
    cards.removeAll(List.of(erased, withdrawn));
    for (String card : cards) {
      assertThat(aozora.seen(card)).isEqualTo(seen.get(card));
    }
    digests.remove(key);
    assertThat(keys.digests(Aozora.TENANT, List.copyOf(digests.keySet()))).isEqualTo(digests);
    aozora
        .erase(erased)
        .then()
        .statusCode(200)
        .body("order", equalTo(order))
        .body("outlivesBackups", equalTo(true));
  }

  /** The events about a card in the log. */
  private List<String> audited(String card) throws SQLException {
    return dumps.query(
        Service.AUDIT, "select event_id from entries where card = '" + card + "' order by 1");
  }

  /** The same when nothing is on its way any more. */
  private List<String> auditedInTheEnd(String card) throws SQLException {
    String outbox = "select count(*) from outbox where published_at is null or topic = 'audit'";
    for (Service service : List.of(Service.CONTACTS, Service.CONSENT, Service.GATEWAY)) {
      await().atMost(PATIENCE).until(() -> dumps.query(service, outbox).equals(List.of("0")));
    }
    await()
        .atMost(PATIENCE)
        .until(
            () -> {
              List<String> before = audited(card);
              Thread.sleep(1_000);
              return !before.isEmpty() && audited(card).equals(before);
            });
    return audited(card);
  }

  /** Nobody gets at it, by any door. */
  private void isGone(String card, String key) throws IOException, InterruptedException {
    for (String who :
        List.of(Aozora.MEMBER, "jiro", Aozora.OFFICER, "sakura", "kanako", "makoto")) {
      boolean reads = List.of(Aozora.MEMBER, "jiro", "sakura").contains(who);
      for (Response answer :
          List.of(
              aozora.as(who).get(aozora.contacts("/v1/cards/" + card)),
              aozora
                  .as(who)
                  .queryParam("purpose", Aozora.PURPOSE)
                  .get(aozora.contacts("/v1/cards/" + card)),
              aozora.reveal(aozora.as(who), card))) {
        assertThat(answer.statusCode()).as(who).isIn(reads ? List.of(404) : List.of(403, 404));
        assertThat(answer.asString()).doesNotContain("鈴木", "鈴○", "3404");
      }
    }
    aozora
        .reveal(Aozora.with(suite.integrator(Audience.CONTACTS, Aozora.TENANT)), card)
        .then()
        .statusCode(404);
    for (String parameters :
        List.of("", "&purpose=" + Aozora.PURPOSE, "&order=reading&purpose=" + Aozora.PURPOSE)) {
      assertThat(aozora.listed(parameters)).isNotEmpty().doesNotContain(card);
    }
    for (Map<String, String> by :
        List.of(
            Map.of("phone", "06-0012-3404"),
            Map.of("phone", "090-0012-3404"),
            Map.of("email", ERASED),
            Map.of("name", "鈴木"),
            Map.of("name", "いちろう"),
            Map.of("name", "さくら物産"))) {
      assertThat(aozora.found(by)).as("%s", by).doesNotContain(card);
    }
    assertThat(keys.missing(Aozora.TENANT, List.of(key))).containsExactly(key);
    assertThat(keys.subjectKeys(Aozora.TENANT, List.of(key))).isEmpty();
    keys.refusedAsErased(Aozora.TENANT, card);
  }

  /** The tables of a database in which an id of the card or of its key is, in any spelling. */
  private Set<String> tablesWith(Service service, String... ids) throws SQLException {
    Set<String> found = new TreeSet<>();
    for (String table :
        dumps.query(service, "select tablename from pg_tables where schemaname = 'public'")) {
      for (String id : ids) {
        String rows =
            "select 1 from "
                + table
                + " t where t::text ilike '%"
                + id
                + "%' or t::text ilike '%"
                + id.replace("-", "")
                + "%' limit 1";
        if (!dumps.query(service, rows).isEmpty()) {
          found.add(table);
        }
      }
    }
    return found;
  }

  /**
   * Starts the suite. The rows in which the tombstones are kept cannot be written for a while, as
   * on a slow disk, so that there is time to knock.
   */
  private void nobodyIsServedBeforeTheTombstonesAreApplied(String card, String key)
      throws Exception {
    try (ExecutorService threads = Executors.newSingleThreadExecutor()) {
      Future<?> up = threads.submit(suite::up);
      try (Connection gateway = held(Service.GATEWAY, "tombstones");
          Connection contacts = held(Service.CONTACTS, "erasures")) {
        assertThat(rows(Service.GATEWAY, "subject_keys", "key_id", key))
            .as("the danger is real: the key is back")
            .isEqualTo(1);
        assertThat(rows(Service.CONTACTS, "cards", "id", card)).isEqualTo(1);
        assertThat(rows(Service.GATEWAY, "tombstones", "subject_id", card)).isZero();

        assertThat(firstAnswer(Port.GATEWAY, "/v1/rotations")).isEqualTo(503);
        assertThat(firstAnswer(Port.CONTACTS, "/v1/cards")).isEqualTo(503);
        pending(aozora.as(Aozora.MEMBER).get(aozora.contacts("/v1/cards/" + card)));
        pending(aozora.reveal(aozora.as(Aozora.MEMBER), card));
        pending(
            Aozora.with(suite.keyOperator(Aozora.TENANT))
                .get(suite.url(Port.GATEWAY) + "/v1/rotations"));
        for (Port management : List.of(Port.GATEWAY_MANAGEMENT, Port.CONTACTS_MANAGEMENT)) {
          given()
              .get(suite.url(management) + "/q/health/ready")
              .then()
              .statusCode(503)
              .body("checks.find { it.name == 'tombstones' }.status", equalTo("DOWN"));
        }
        assertThat(rows(Service.GATEWAY, "subject_keys", "key_id", key)).isEqualTo(1);
        gateway.rollback();
        contacts.rollback();
      } finally {
        up.get(PATIENCE.toSeconds() * 2, TimeUnit.SECONDS);
      }
    }
  }

  private static void pending(Response answer) {
    answer
        .then()
        .statusCode(503)
        .contentType("application/problem+json")
        .body("type", equalTo("urn:meishigura:problem:tombstones-pending"));
  }

  /** As soon as PostgreSQL is there, and that is long before the services are. */
  private Connection held(Service service, String table) {
    return await()
        .atMost(PATIENCE)
        .pollInterval(Duration.ofMillis(50))
        .ignoreExceptionsInstanceOf(SQLException.class)
        .until(
            () -> {
              Connection connection = dumps.connect(service);
              connection.setAutoCommit(false);
              try (Statement sql = connection.createStatement()) {
                sql.execute("lock table " + table + " in exclusive mode");
              }
              return connection;
            },
            connection -> true);
  }

  private long rows(Service service, String table, String column, String id) throws SQLException {
    return Long.parseLong(
        dumps
            .query(
                service, "select count(*) from " + table + " where " + column + " = '" + id + "'")
            .getFirst());
  }

  /** The status of the first answer that the service gives at all. */
  private int firstAnswer(Port port, String path) {
    HttpRequest request = HttpRequest.newBuilder(URI.create(suite.url(port) + path)).build();
    try (HttpClient http = HttpClient.newHttpClient()) {
      return await()
          .atMost(PATIENCE)
          .pollInterval(Duration.ofMillis(20))
          .ignoreExceptionsInstanceOf(IOException.class)
          .until(
              () -> http.send(request, HttpResponse.BodyHandlers.discarding()).statusCode(),
              status -> true);
    }
  }
}
