package jp.meishigura.audit.publish.witness;

import static io.restassured.RestAssured.given;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;

import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.net.URI;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import jp.meishigura.audit.LogUnderTest;
import jp.meishigura.audit.SampleEvent;
import jp.meishigura.audit.TestSigner;
import jp.meishigura.audit.domain.tree.Checkpoint;
import jp.meishigura.audit.domain.tree.CheckpointHistory;
import jp.meishigura.audit.domain.tree.Published;
import jp.meishigura.audit.domain.witness.Watch;
import jp.meishigura.platform.caller.Tenant;
import jp.meishigura.platform.testing.FromStand;
import jp.meishigura.platform.testing.StandDatabase;
import jp.meishigura.platform.testing.StandResource;
import jp.meishigura.platform.testing.StandTopics;
import jp.meishigura.platform.testing.TestIssuer;
import jp.meishigura.platform.testing.TestLog;
import jp.meishigura.platform.testing.TestTenants;
import jp.meishigura.platform.tx.TenantTransactions;
import jp.meishigura.verifier.Failure;
import jp.meishigura.verifier.Refused;
import jp.meishigura.verifier.checkpoint.CheckpointVerifier;
import jp.meishigura.verifier.checkpoint.Witnesses;
import jp.meishigura.verifier.evidence.EvidenceVerifier;
import jp.meishigura.verifier.evidence.TlogProof;
import jp.meishigura.verifier.log.Extent;
import jp.meishigura.verifier.log.LogVerifier;
import jp.meishigura.verifier.merkle.Hash;
import jp.meishigura.verifier.merkle.TreeHead;
import jp.meishigura.verifier.note.KeyKind;
import jp.meishigura.verifier.note.NoteKey;
import jp.meishigura.verifier.tile.HttpSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The log with witnesses who help, who are away and who mean it harm. One must have cosigned. */
@QuarkusTest
@QuarkusTestResource(StandResource.class)
@WithTestResource(TwoWitnesses.class)
class WitnessedLogTest {

  private static final Duration SOON = Duration.ofSeconds(30);
  private static final String ORIGIN = "log.test.example/audit";

  @FromStand StandDatabase database;
  @FromStand StandTopics topics;
  @FromStand TestIssuer issuer;
  @FromStand TwoWitnesses.Pair witnesses;

  @TestHTTPResource("/log")
  URI url;

  @Inject TestSigner signer;
  @Inject MeterRegistry meters;
  @Inject Watch watch;
  @Inject CheckpointHistory history;
  @Inject TenantTransactions transactions;

  private final Tenant tenant = TestTenants.fresh();
  private LogUnderTest log;

  @BeforeEach
  void connect() {
    log = new LogUnderTest(database, topics, issuer);
    String vkey = Checkpoint.vkey(ORIGIN, signer.sign(new byte[0]).publicKey());
    for (TestWitness one : List.of(witnesses.honest(), witnesses.other())) {
      one.watches(vkey);
      one.does(Mischief.NONE);
    }
  }

  private SampleEvent append() {
    SampleEvent event = SampleEvent.of(tenant, "card.read");
    log.append(event);
    return event;
  }

  private static byte[] note() {
    return given().get("/log/checkpoint").then().statusCode(200).extract().asByteArray();
  }

  private CheckpointVerifier trusting(int quorum) throws Refused {
    return new CheckpointVerifier(
        List.of(NoteKey.parse(given().get("/log").jsonPath().getString("keys[0]"), KeyKind.LOG)),
        new Witnesses(
            List.of(
                NoteKey.parse(witnesses.honest().vkey(), KeyKind.WITNESS),
                NoteKey.parse(witnesses.other().vkey(), KeyKind.WITNESS)),
            quorum));
  }

  private void awaitCosignedByBoth() {
    await()
        .atMost(SOON)
        .ignoreExceptionsInstanceOf(Refused.class)
        .until(() -> trusting(2).verify(note()).cosigned().size() == 2);
  }

  private long leafOf(SampleEvent event) {
    return log.number("select leaf_index from entries where event_id = ?", event.id());
  }

  private long cosignaturesOf(TestWitness witness, long size) {
    return log.number(
        "select count(*) from cosignatures where vkey = ? and size = ?", witness.vkey(), size);
  }

  /** Asked at least twice from now on: what is under way now may have begun earlier. */
  private static void awaitAsked(TestWitness witness) {
    int before = witness.requests();
    await().atMost(SOON).until(() -> witness.requests() >= before + 2);
  }

  @Test
  void a_checkpoint_is_shown_with_its_cosignatures_and_so_is_evidence() throws Exception {
    SampleEvent event = append();
    log.awaitPublished();
    awaitCosignedByBoth();

    try (HttpSource source = new HttpSource(url)) {
      new LogVerifier(trusting(2)).verify(source, Optional.empty(), Extent.SERVED);
    }
    byte[] evidence =
        log.auditor(tenant)
            .get("/v1/entries/" + leafOf(event) + "/evidence")
            .then()
            .statusCode(200)
            .extract()
            .asByteArray();
    new EvidenceVerifier(trusting(2)).verifyEvent(TlogProof.parse(evidence), event.bytes());
    given()
        .get("/log")
        .then()
        .body("witnesses.size()", equalTo(2))
        .body("minimumIndex", equalTo(0));
  }

  @Test
  void while_no_witness_answers_the_log_goes_on_and_nothing_unwitnessed_is_shown() {
    append();
    log.awaitPublished();
    long before = LogUnderTest.published();
    witnesses.honest().does(Mischief.FAILS);
    witnesses.other().does(Mischief.SILENT);
    SampleEvent event = append();
    await()
        .atMost(SOON)
        .until(
            () ->
                log.number("select max(size) from checkpoints")
                    == log.number("select size from log_head"));
    awaitAsked(witnesses.honest());
    assertThat(LogUnderTest.published()).isEqualTo(before);
    assertThat(new String(note(), UTF_8)).startsWith(ORIGIN + "\n" + before + "\n");
    log.auditor(tenant)
        .get("/v1/entries/" + leafOf(event) + "/evidence")
        .then()
        .statusCode(409)
        .body("type", equalTo("urn:meishigura:problem:not-yet-provable"));
    assertThat(meters.get("meishigura.log.unpublished").gauge().value()).isZero();
    assertThat(meters.get("meishigura.witness.behind").tag("witness", "honest").gauge().value())
        .isPositive();

    witnesses.honest().does(Mischief.NONE);
    log.awaitPublished();
    log.auditor(tenant).get("/v1/entries/" + leafOf(event) + "/evidence").then().statusCode(200);
  }

  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "NONE")
  void whatever_a_witness_does_the_log_is_shown_and_its_mischief_is_not(Mischief what)
      throws Exception {
    append();
    log.awaitPublished();
    awaitCosignedByBoth();
    witnesses.other().does(what);
    awaitAsked(witnesses.other());
    append();
    awaitAsked(witnesses.other());
    log.awaitPublished();

    long size = LogUnderTest.published();
    assertThat(trusting(1).verify(note()).cosigned()).containsOnlyKeys("witness.test.example/w1");
    assertThatThrownBy(() -> trusting(2).verify(note()))
        .isInstanceOfSatisfying(
            Refused.class, e -> assertThat(e.failure()).isEqualTo(Failure.WITNESSES_MISSING));
    assertThat(cosignaturesOf(witnesses.other(), size)).isZero();
    witnesses.other().does(Mischief.NONE);
    awaitCosignedByBoth();
  }

  @Test
  void what_a_witness_has_forgotten_and_what_we_have_forgotten_is_mended() throws Exception {
    append();
    log.awaitPublished();
    awaitCosignedByBoth();
    witnesses.other().remembers(null);
    for (long wrong : new long[] {0, 1, Long.MAX_VALUE}) {
      try (Connection admin = database.asAdmin();
          Statement sql = admin.createStatement()) {
        sql.execute("update witness_states set size = " + wrong);
      }
      append();
      log.awaitPublished();
      awaitCosignedByBoth();
    }
    assertThat(watched(witnesses.other()).size()).isEqualTo(LogUnderTest.published());
  }

  private Watch.State watched(TestWitness witness) {
    return transactions.callAsSystem(() -> watch.of(witness.vkey()));
  }

  @Test
  void a_witness_that_has_seen_another_past_is_told_to_the_operator() throws Exception {
    append();
    log.awaitPublished();
    awaitCosignedByBoth();
    TreeHead truth = Objects.requireNonNull(witnesses.other().remembered());
    witnesses.other().remembers(new TreeHead(1L << 40, Hash.of(new byte[32])));
    append();
    await().atMost(SOON).until(() -> TestLog.text().contains("names " + (1L << 40)));
    witnesses.other().remembers(new TreeHead(truth.size(), Hash.of(new byte[32])));
    await().atMost(SOON).until(() -> TestLog.text().contains("Witness other answered 422"));
    log.awaitPublished();
    assertThat(cosignaturesOf(witnesses.other(), LogUnderTest.published())).isZero();
    witnesses.other().remembers(truth);
    awaitCosignedByBoth();
  }

  @Test
  void a_log_that_is_quiet_is_cosigned_again_and_shows_the_newest_time() throws Exception {
    append();
    log.awaitPublished();
    awaitCosignedByBoth();
    await()
        .atMost(SOON)
        .until(() -> cosignaturesOf(witnesses.honest(), LogUnderTest.published()) >= 2);
    long first =
        log.number(
            "select extract(epoch from min(at))::bigint from cosignatures"
                + " where vkey = ? and size = ?",
            witnesses.honest().vkey(),
            LogUnderTest.published());
    assertThat(trusting(2).verify(note()).cosigned().get("witness.test.example/w1"))
        .isAfter(Instant.ofEpochSecond(first));
    assertThat(new String(note(), UTF_8).split("\u2014 ", -1)).as("a line each").hasSize(4);
    assertThat(meters.get("meishigura.witness.age").tag("witness", "honest").gauge().value())
        .isBetween(0.0, 60.0);
    assertThat(
            meters
                .get("meishigura.witness.answers")
                .tag("witness", "honest")
                .tag("outcome", "cosigned")
                .counter()
                .count())
        .isPositive();
  }

  @Test
  void one_process_at_a_time_asks_a_witness_and_none_keeps_it_by_dying() {
    String vkey = "of.nobody+00000000+";
    Duration long_ = Duration.ofHours(1);
    assertThat(claim(vkey, long_)).isTrue();
    assertThat(claim(vkey, long_)).as("another process").isFalse();
    pause(vkey, Duration.ZERO);
    assertThat(claim(vkey, Duration.ZERO)).isTrue();
    assertThat(claim(vkey, long_)).as("after the lease of one that died").isTrue();
    pause(vkey, long_);
    assertThat(claim(vkey, long_)).as("it has failed: later").isFalse();
    assertThat(transactions.callAsSystem(() -> watch.of(vkey)))
        .isEqualTo(new Watch.State(0, 2, null));
  }

  private boolean claim(String vkey, Duration lease) {
    return transactions.callAsSystem(() -> watch.claim(vkey, lease));
  }

  private void pause(String vkey, Duration pause) {
    boolean done =
        transactions.callAsSystem(
            () -> {
              watch.failed(vkey, pause);
              return true;
            });
    assertThat(done).isTrue();
  }

  @Test
  void what_was_shown_is_never_followed_by_an_older_one() {
    append();
    log.awaitPublished();
    long newest = LogUnderTest.published();
    long older = log.number("select min(size) from checkpoints");
    Optional<Published> served =
        transactions.callAsSystem(
            () -> {
              history.serve(older);
              return history.served();
            });
    assertThat(served.map(Published::size)).contains(newest);
  }

  @Test
  void the_service_cannot_change_cosignatures_or_what_was_shown() throws SQLException {
    append();
    log.awaitPublished();
    try (Connection app = database.asApp();
        Statement sql = app.createStatement()) {
      for (String statement :
          List.of(
              "update cosignatures set line = ''",
              "delete from cosignatures",
              "truncate cosignatures",
              "update published_checkpoints set size = 0",
              "delete from published_checkpoints",
              "delete from witness_states",
              "insert into cosignatures (size, vkey, at, line)"
                  + " select max(size) + 1, 'v', now(), '\u2014 a b' from checkpoints",
              "insert into published_checkpoints (size) select max(size) + 1 from checkpoints")) {
        assertThatThrownBy(() -> sql.execute(statement))
            .as(statement)
            .isInstanceOf(SQLException.class);
      }
    }
    assertThatThrownBy(() -> database.asOwner("delete from cosignatures"))
        .isInstanceOf(IllegalStateException.class);
  }
}
