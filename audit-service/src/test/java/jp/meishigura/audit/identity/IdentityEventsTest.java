package jp.meishigura.audit.identity;

import static jp.meishigura.audit.identity.RecordedKeycloak.HANAKO;
import static jp.meishigura.audit.identity.RecordedKeycloak.JIRO;
import static jp.meishigura.audit.identity.RecordedKeycloak.NEWCOMER;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.InputFormat;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import jp.meishigura.audit.LogUnderTest;
import jp.meishigura.audit.domain.identity.Directory;
import jp.meishigura.audit.domain.identity.Organization;
import jp.meishigura.audit.domain.identity.ProviderEvent;
import jp.meishigura.audit.domain.identity.Readings;
import jp.meishigura.audit.domain.identity.Readings.Source;
import jp.meishigura.platform.audit.AuditTrail;
import jp.meishigura.platform.caller.Tenant;
import jp.meishigura.platform.testing.FromStand;
import jp.meishigura.platform.testing.SettableClock;
import jp.meishigura.platform.testing.Stand;
import jp.meishigura.platform.testing.StandDatabase;
import jp.meishigura.platform.testing.StandResource;
import jp.meishigura.platform.testing.StandTopics;
import jp.meishigura.platform.testing.TestIssuer;
import jp.meishigura.platform.testing.TestTenants;
import jp.meishigura.platform.tx.TenantTransactions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What a real Keycloak said, on its way into the real log, with everything that may go wrong. */
@QuarkusTest
@QuarkusTestResource(StandResource.class)
@Timeout(120)
class IdentityEventsTest {

  /** What the recorded events say about people, and what must not be in the log. */
  private static final List<String> PERSONAL =
      List.of("hanako", "shin.nin", "aozora.example", "example.com", "secretparam", "新", "cb?x");

  @FromStand StandDatabase database;
  @FromStand StandTopics topics;
  @FromStand TestIssuer issuer;

  @Inject TenantTransactions transactions;
  @Inject Recorder recorder;
  @Inject Readings readings;
  @Inject ObjectMapper json;

  private final Tenant aozora = TestTenants.fresh();
  private final Tenant hinode = TestTenants.fresh();
  private final Tenant operator = hinode;
  private final SettableClock clock = new SettableClock();
  private final MeterRegistry meters = new SimpleMeterRegistry();
  private final List<ReadingLoop> loops = new ArrayList<>();
  private LogUnderTest log;
  private RecordedKeycloak keycloak;

  @BeforeEach
  void begin() throws IOException, SQLException {
    log = new LogUnderTest(database, topics, issuer);
    keycloak = new RecordedKeycloak(aozora, hinode);
    // Not as the owner, whom row-level security stops as well.
    try (Connection admin = database.asAdmin();
        Statement sql = admin.createStatement()) {
      sql.execute("delete from identity_positions");
      sql.execute("delete from identity_events");
      sql.execute("delete from identity_members");
    }
    // An hour after the recorded story.
    clock.now = Instant.ofEpochMilli(1_795_734_451_909L).plusSeconds(3_600);
  }

  @AfterEach
  void end() throws InterruptedException {
    for (ReadingLoop loop : loops) {
      loop.stop();
    }
    keycloak.close();
  }

  private Keycloak directory() {
    IdentityConfig config = ReadingSettings.at(keycloak);
    HttpClient http = HttpClient.newHttpClient();
    return new Keycloak(
        http,
        keycloak.realm(),
        new ReaderToken(
            http, keycloak.tokenUrl(), "event-reader", "secret", config.timeout(), json, clock),
        config.timeout(),
        json);
  }

  private Reading reading(Directory from) {
    return new Reading(
        from,
        readings,
        recorder,
        transactions,
        ReadingSettings.at(keycloak),
        new OwnLogins(Set.of("event-reader", "audit-service")),
        operator.alias(),
        new IdentityMeters(meters, clock),
        clock);
  }

  private void read() {
    Reading reading = reading(directory());
    reading.run(Source.LOGIN);
    reading.run(Source.ADMIN);
  }

  private double counted(String outcome) {
    return meters.counter("meishigura.identity.events", "outcome", outcome).count();
  }

  /** All that is on record of these tenants, in the log or on its way there. */
  private List<String> bodies(Tenant... tenants) {
    List<String> bodies = new ArrayList<>();
    try (Connection admin = database.asAdmin();
        PreparedStatement select =
            admin.prepareStatement(
                "select convert_from(data, 'UTF8') from entries where tenant_id = any (?)"
                    + " and action like 'identity.%' order by at, leaf_index")) {
      Object[] ids = Arrays.stream(tenants).map(Tenant::id).toArray();
      select.setArray(1, admin.createArrayOf("uuid", ids));
      try (ResultSet row = select.executeQuery()) {
        while (row.next()) {
          bodies.add(row.getString(1));
        }
      }
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
    return bodies;
  }

  private List<String> actions(Tenant tenant) {
    return bodies(tenant).stream()
        .map(
            body -> {
              try {
                var event = json.readTree(body);
                return event.path("action").asText()
                    + (event.path("decision").asText().equals("allowed") ? "" : " refused");
              } catch (IOException e) {
                throw new IllegalStateException(e);
              }
            })
        .toList();
  }

  /** Returns when everything that was recorded is in the log. */
  private void awaitLog() {
    log.awaitNumber(0, "select count(*) from outbox where topic = 'audit'");
  }

  @Test
  void what_keycloak_said_is_in_the_tenants_log_and_the_operators() throws IOException {
    // The newcomer was there when most of it happened; it is gone at the end of the story.
    keycloak.tells().is(NEWCOMER, aozora);
    read();
    awaitLog();

    assertThat(actions(aozora))
        .containsExactly(
            "identity.login refused",
            "identity.login refused",
            "identity.login",
            "identity.token",
            "identity.login",
            "identity.token",
            "identity.logout",
            "identity.login",
            "identity.token",
            "identity.logout",
            "identity.login",
            "identity.login refused",
            "identity.grant",
            "identity.revoke",
            "identity.create",
            "identity.grant",
            "identity.credential",
            "identity.change",
            "identity.admin",
            "identity.credential",
            "identity.revoke",
            "identity.delete");
    assertThat(actions(operator))
        .as("unknown people and clients, and what is changed for all")
        .containsExactly(
            "identity.login refused",
            "identity.login refused",
            "identity.login refused",
            "identity.admin",
            "identity.admin");
    JsonSchema schema =
        JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
            .getSchema(
                Files.readString(
                    Stand.repository()
                        .resolve("platform/src/main/events/" + AuditTrail.TYPE + ".schema.json")));
    assertThat(bodies(aozora, operator))
        .allSatisfy(body -> assertThat(schema.validate(body, InputFormat.JSON)).isEmpty());
    assertThat(counted("own")).as("this service's own logins are counted").isEqualTo(2);
    assertThat(counted("recorded")).isEqualTo(27);
  }

  @Test
  void nothing_that_names_a_person_gets_into_the_log() {
    keycloak.tells().is(NEWCOMER, aozora);
    assertThat(keycloak.logins.toString() + keycloak.changes).contains("hanako", "shin.nin");
    read();
    awaitLog();

    assertThat(bodies(aozora, operator))
        .hasSize(27)
        .allSatisfy(body -> assertThat(body).doesNotContain(PERSONAL));
    assertThat(bodies(aozora).getFirst())
        .contains(HANAKO, "invalid-user-credentials", "127.0.0.1", "\"client\":\"web\"");
  }

  @Test
  void another_tenant_does_not_see_them() {
    keycloak.logins.add(keycloak.recorded("LOGIN", 0));
    read();
    awaitLog();
    log.awaitNumber(1, "select count(*) from entries where tenant_id = ?", aozora.id());

    String mine =
        log.auditor(aozora)
            .queryParam("action", "identity.login")
            .get("/v1/entries")
            .body()
            .asString();
    assertThat(mine).contains(HANAKO);
    String theirs = log.auditor(hinode).get("/v1/entries").body().asString();
    assertThat(theirs).doesNotContain(HANAKO);
  }

  @Test
  void what_is_read_again_is_on_record_once() {
    keycloak.tells().is(NEWCOMER, aozora);
    read();
    int asked = keycloak.asked();
    read();
    read();
    awaitLog();

    assertThat(bodies(aozora, operator)).hasSize(27);
    assertThat(keycloak.asked()).as("nobody is asked for again").isEqualTo(asked);
  }

  @Test
  void two_instances_that_read_at_once_put_nothing_on_record_twice() {
    keycloak.tells().is(NEWCOMER, aozora);
    CompletableFuture<Void> other = CompletableFuture.runAsync(this::read);
    read();
    other.join();
    awaitLog();

    assertThat(bodies(aozora, operator)).hasSize(27);
  }

  @Test
  void a_reader_that_is_killed_anywhere_in_between_loses_and_doubles_nothing() {
    keycloak.tells().is(NEWCOMER, aozora);
    for (int calls = 0; calls < 14; calls++) {
      Reading killed = reading(new DiesAfter(directory(), calls));
      for (Source source : Source.values()) {
        try {
          killed.run(source);
        } catch (Directory.NotAnswered e) {
          // Of DiesAfter.
        }
      }
    }
    read();
    awaitLog();

    assertThat(bodies(aozora, operator)).hasSize(27);
  }

  @Test
  void no_record_no_progress() {
    keycloak.logins.add(keycloak.recorded("LOGIN", 0));
    log.withoutRecords(
        () -> assertThatThrownBy(this::read).isInstanceOf(IllegalStateException.class));
    assertThat(log.number("select count(*) from identity_events")).isZero();
    assertThat(log.number("select count(*) from identity_positions")).isZero();

    read();
    awaitLog();
    assertThat(actions(aozora)).containsExactly("identity.login");
  }

  @Test
  void an_event_that_keycloak_commits_late_is_not_missed() {
    ObjectNode early = keycloak.recorded("LOGIN", 0);
    ObjectNode late = keycloak.recorded("LOGOUT", 1);
    keycloak.logins.add(late);
    read();
    // It is older than one that was read already.
    keycloak.logins.add(early);
    read();
    read();
    awaitLog();

    assertThat(actions(aozora)).containsExactly("identity.login", "identity.logout");
  }

  @Test
  void more_events_of_one_moment_than_a_page_holds_are_all_read() {
    for (int i = 0; i < 11; i++) {
      keycloak.logins.add(keycloak.recorded("LOGIN", 0));
    }
    keycloak.logins.add(keycloak.recorded("LOGOUT", 1));
    read();
    awaitLog();

    assertThat(actions(aozora)).hasSize(12).endsWith("identity.logout");
  }

  @Test
  void an_account_that_gets_its_organization_after_it_was_made_is_waited_for() {
    ObjectNode made = keycloak.recorded("admin-events.json").get(2);
    clock.now = Instant.ofEpochMilli(made.path("time").asLong()).plusSeconds(10);
    keycloak.changes.add(made);
    keycloak.is(NEWCOMER);
    read();
    assertThat(log.number("select count(*) from identity_events")).isZero();

    keycloak.is(NEWCOMER, aozora);
    read();
    awaitLog();
    assertThat(actions(aozora)).containsExactly("identity.create");
  }

  @Test
  void an_account_that_never_gets_one_is_the_operators_in_the_end() {
    ObjectNode made = keycloak.recorded("admin-events.json").get(2);
    keycloak.changes.add(made);
    keycloak.is(NEWCOMER);
    read();
    awaitLog();

    assertThat(actions(operator)).containsExactly("identity.create");
  }

  @Test
  void an_account_that_is_gone_is_remembered() {
    List<ObjectNode> story = keycloak.recorded("admin-events.json");
    keycloak.is(NEWCOMER, aozora).changes.add(story.get(4));
    read();
    keycloak.is(NEWCOMER).changes.add(story.get(9));
    read();
    awaitLog();

    assertThat(actions(aozora)).containsExactly("identity.credential", "identity.delete");
  }

  @Test
  void a_person_of_two_tenants_is_in_the_log_of_each() {
    keycloak.is(HANAKO, aozora, hinode).logins.add(keycloak.recorded("LOGIN", 0));
    keycloak.logins.add(keycloak.recorded("CODE_TO_TOKEN", 0));
    read();
    awaitLog();

    assertThat(actions(aozora)).containsExactly("identity.login", "identity.token");
    assertThat(actions(hinode)).containsExactly("identity.login");
  }

  @Test
  void a_database_that_was_put_back_tells_nothing_twice() {
    keycloak.is(JIRO, aozora).tells().is(NEWCOMER, aozora);
    read();
    awaitLog();
    database.asOwner("delete from identity_positions");
    database.asOwner("delete from identity_events");
    read();
    awaitLog();

    assertThat(bodies(aozora, operator)).hasSize(27);
  }

  @Test
  void what_nobody_reads_again_is_forgotten() {
    keycloak.tells().is(NEWCOMER, aozora);
    read();
    assertThat(log.number("select count(*) from identity_events")).isPositive();
    ObjectNode later = keycloak.recorded("LOGIN", 0);
    ObjectNode change = keycloak.recorded("admin-events.json").getFirst();
    long hour = Duration.ofHours(1).toMillis();
    keycloak.logins.add(later.put("time", later.path("time").asLong() + hour));
    keycloak.changes.add(change.put("time", change.path("time").asLong() + hour));
    read();
    transactions.callAsSystem(
        () -> {
          readings.forget(Duration.ofMinutes(6));
          return true;
        });

    assertThat(log.number("select count(*) from identity_events")).isEqualTo(4);
  }

  @Test
  void keycloak_that_was_away_is_read_when_it_is_back_and_the_age_tells() {
    keycloak.logins.add(keycloak.recorded("LOGIN", 0));
    keycloak.failing = 503;
    IdentityMeters counted = new IdentityMeters(meters, clock);
    ReadingLoop loop =
        new ReadingLoop(
            reading(directory()), readings, transactions, ReadingSettings.at(keycloak), counted);
    loops.add(loop);
    loop.start();
    clock.now = clock.now.plusSeconds(120);
    assertThat(meters.get("meishigura.identity.age").gauge().value()).isEqualTo(120);
    assertThat(log.number("select count(*) from identity_events")).isZero();

    keycloak.failing = 0;
    log.awaitNumber(1, "select count(*) from identity_positions");
    awaitLog();
    assertThat(actions(aozora)).containsExactly("identity.login");
  }

  @Test
  void a_token_that_is_refused_is_asked_for_anew() {
    keycloak.logins.add(keycloak.recorded("LOGIN", 0));
    Reading reading = reading(directory());
    reading.run(Source.LOGIN);
    keycloak.token = "token-2";
    assertThatThrownBy(() -> reading.run(Source.LOGIN))
        .isInstanceOf(Directory.NotAnswered.class)
        .hasMessage("answered 401");
    reading.run(Source.LOGIN);
  }

  @Test
  void what_keycloak_answers_is_in_no_message() {
    keycloak.failing = 500;
    assertThatThrownBy(this::read)
        .isInstanceOf(Directory.NotAnswered.class)
        .hasMessageNotContaining("hanako");
  }

  @Test
  void one_instance_reads_and_another_one_when_its_lease_has_ended() {
    UUID first = UUID.randomUUID();
    UUID second = UUID.randomUUID();
    assertThat(hold(first, Duration.ofMillis(300))).isTrue();
    assertThat(hold(second, Duration.ofMillis(300))).isFalse();
    assertThat(hold(first, Duration.ofMillis(300))).isTrue();
    await().atMost(Duration.ofSeconds(5)).until(() -> hold(second, Duration.ofMillis(300)));
    transactions.callAsSystem(
        () -> {
          readings.release(second);
          return true;
        });
    assertThat(hold(first, Duration.ofMillis(1))).isTrue();
  }

  private boolean hold(UUID holder, Duration lease) {
    return transactions.callAsSystem(() -> readings.hold(holder, lease));
  }

  /** A provider that is away after so many questions, as it is for a reader that is killed. */
  private static final class DiesAfter implements Directory {
    private final Directory directory;
    private int calls;

    DiesAfter(Directory directory, int calls) {
      this.directory = directory;
      this.calls = calls;
    }

    private Directory alive() {
      if (calls-- <= 0) {
        throw new NotAnswered("killed");
      }
      return directory;
    }

    @Override
    public List<ProviderEvent> events(Source source, Instant from, int first, int most) {
      return alive().events(source, from, first, most);
    }

    @Override
    public List<Organization> organizationsOf(UUID account) {
      return alive().organizationsOf(account);
    }

    @Override
    public Optional<Organization> organization(UUID id) {
      return alive().organization(id);
    }

    @Override
    public Organization named(String alias) {
      return alive().named(alias);
    }
  }
}
