package jp.meishigura.audit.publish;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.equalToIgnoringCase;

import db.migration.V3__EarlierEntries;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.net.URI;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import jp.meishigura.audit.LogUnderTest;
import jp.meishigura.audit.SampleEvent;
import jp.meishigura.audit.TestSigner;
import jp.meishigura.platform.caller.Tenant;
import jp.meishigura.platform.testing.FromStand;
import jp.meishigura.platform.testing.StandDatabase;
import jp.meishigura.platform.testing.StandResource;
import jp.meishigura.platform.testing.StandTopics;
import jp.meishigura.platform.testing.TestIssuer;
import jp.meishigura.platform.testing.TestTenants;
import jp.meishigura.verifier.Failure;
import jp.meishigura.verifier.Refused;
import jp.meishigura.verifier.checkpoint.CheckpointVerifier;
import jp.meishigura.verifier.checkpoint.Witnesses;
import jp.meishigura.verifier.evidence.EvidenceVerifier;
import jp.meishigura.verifier.evidence.TlogProof;
import jp.meishigura.verifier.log.Extent;
import jp.meishigura.verifier.log.LogReport;
import jp.meishigura.verifier.log.LogVerifier;
import jp.meishigura.verifier.note.KeyKind;
import jp.meishigura.verifier.note.NoteKey;
import jp.meishigura.verifier.tile.HttpSource;
import org.flywaydb.core.api.configuration.Configuration;
import org.flywaydb.core.api.migration.Context;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The log from outside, by a program that knows nothing of this service. */
@QuarkusTest
@QuarkusTestResource(StandResource.class)
class PublishedLogTest {

  private static final Duration SOON = Duration.ofSeconds(30);

  @FromStand StandDatabase database;
  @FromStand StandTopics topics;
  @FromStand TestIssuer issuer;

  @TestHTTPResource("/log")
  URI url;

  @Inject TestSigner signer;
  @Inject MeterRegistry meters;

  private final Tenant tenant = TestTenants.fresh();
  private LogUnderTest log;

  @BeforeEach
  void connect() {
    log = new LogUnderTest(database, topics, issuer);
  }

  private void append(int number) {
    log.append(
        IntStream.range(0, number).mapToObj(i -> SampleEvent.of(tenant, "card.read")).toList());
  }

  private static CheckpointVerifier checkpoints() throws Refused {
    String vkey = given().get("/log").jsonPath().getString("keys[0]");
    return new CheckpointVerifier(List.of(NoteKey.parse(vkey, KeyKind.LOG)), Witnesses.NONE);
  }

  private LogReport verify(Optional<byte[]> kept) throws Refused {
    try (HttpSource source = new HttpSource(url)) {
      return new LogVerifier(checkpoints()).verify(source, kept, Extent.SERVED);
    }
  }

  private long leafOf(SampleEvent event) {
    return log.number("select leaf_index from entries where event_id = ?", event.id());
  }

  @Test
  void whatever_is_appended_is_published_and_verifies_as_one_log_that_only_grows()
      throws Exception {
    byte[] kept = null;
    for (int more : new int[] {1, 254, 1, 2, 600}) {
      append(more);
      log.awaitPublished();
      LogReport report = verify(Optional.ofNullable(kept));
      assertThat(report.read()).isEqualTo(LogUnderTest.published());
      assertThat(report.plain()).as("commitments, all of them").isZero();
      kept = given().get("/log/checkpoint").asByteArray();
    }
  }

  @Test
  void evidence_proves_its_event_and_no_other_and_only_its_own_tenant_gets_it() throws Exception {
    SampleEvent one = SampleEvent.of(tenant, "card.reveal");
    SampleEvent other = SampleEvent.of(tenant, "card.reveal");
    log.append(one, other);
    log.awaitPublished();
    byte[] event =
        log.auditor(tenant)
            .get("/v1/entries/" + leafOf(one) + "/event")
            .then()
            .statusCode(200)
            .extract()
            .asByteArray();
    byte[] evidence =
        log.auditor(tenant)
            .get("/v1/entries/" + leafOf(one) + "/evidence")
            .then()
            .statusCode(200)
            .extract()
            .asByteArray();

    assertThat(event).isEqualTo(one.bytes());
    EvidenceVerifier verifier = new EvidenceVerifier(checkpoints());
    TlogProof proof = TlogProof.parse(evidence);
    verifier.verifyEvent(proof, event);
    assertThat(
            catchThrowableOfType(Refused.class, () -> verifier.verifyEvent(proof, other.bytes()))
                .failure())
        .isEqualTo(Failure.EVIDENCE_OF_ANOTHER_EVENT);

    for (String what : List.of("event", "evidence")) {
      log.auditor(TestTenants.fresh())
          .get("/v1/entries/" + leafOf(one) + "/" + what)
          .then()
          .statusCode(404)
          .body("type", equalTo("urn:meishigura:problem:no-such-entry"));
      log.as(tenant, "member")
          .get("/v1/entries/" + leafOf(one) + "/" + what)
          .then()
          .statusCode(403);
    }
    // On record, as every reading.
    log.awaitNumber(
        2,
        "select count(*) from entries where tenant_id = ?"
            + " and convert_from(data, 'UTF8') like '%\"kind\":\"ev%'",
        tenant.id());
  }

  @Test
  void an_entry_that_no_checkpoint_covers_is_said_to_be_so() {
    log.awaitPublished();
    signer.away(true);
    try {
      SampleEvent event = SampleEvent.of(tenant, "card.read");
      log.append(event);
      log.auditor(tenant)
          .get("/v1/entries/" + leafOf(event) + "/evidence")
          .then()
          .statusCode(409)
          .body("type", equalTo("urn:meishigura:problem:not-yet-provable"));
    } finally {
      signer.away(false);
    }
    log.awaitPublished();
  }

  @Test
  void that_a_checkpoint_was_signed_is_no_reason_to_sign_the_next_one() {
    append(1);
    log.awaitPublished();
    long signed = LogUnderTest.published();
    log.append(SampleEvent.of(tenant, "checkpoint.sign"));
    await()
        .during(Duration.ofSeconds(1))
        .atMost(SOON)
        .until(() -> LogUnderTest.published() == signed);
    append(1);
    log.awaitPublished();
    assertThat(LogUnderTest.published()).isEqualTo(signed + 2);
  }

  @Test
  void nothing_is_served_beyond_what_was_signed() {
    append(1);
    log.awaitPublished();
    signer.away(true);
    try {
      long signed = LogUnderTest.published();
      append(3);
      assertThat(LogUnderTest.published()).isEqualTo(signed);
      await()
          .atMost(SOON)
          .until(() -> meters.get("meishigura.log.unpublished").gauge().value() == 3);
      assertThat(meters.get("meishigura.log.unpublished.age").gauge().value()).isPositive();
      int width = (int) (signed % 256);
      String tile = "/log/tile/0/" + "%03d".formatted(signed / 256) + ".p/";
      if (width > 0) {
        given().get(tile + width).then().statusCode(200);
      }
      given().get(tile + (width + 1)).then().statusCode(404);
    } finally {
      signer.away(false);
    }
    log.awaitPublished();
    await().atMost(SOON).until(() -> meters.get("meishigura.log.unpublished").gauge().value() == 0);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "tile/0/0",
        "tile/0/00",
        "tile/0/0000",
        "tile/0/x000/000.p/1",
        "tile/00/000.p/1",
        "tile/0/000.p/0",
        "tile/0/000.p/01",
        "tile/0/000.p/256",
        "tile/0/000.p/257",
        "tile/64/000.p/1",
        "tile/-1/000.p/1",
        "tile/entries/999",
        "tile/0/x999/x999/x999/x999/x999/999"
      })
  void a_tile_has_one_name_and_whatever_else_is_asked_for_is_not_there(String path) {
    append(1);
    log.awaitPublished();
    given().urlEncodingEnabled(false).get("/log/" + path).then().statusCode(404);
  }

  @Test
  void caches_may_keep_tiles_for_ever_and_checkpoints_not_at_all() {
    append(1);
    log.awaitPublished();
    append(256);
    log.awaitPublished();
    given()
        .get("/log/checkpoint")
        .then()
        .statusCode(200)
        .header("Cache-Control", "no-cache")
        .header("Content-Type", equalToIgnoringCase("text/plain;charset=utf-8"));
    long size = LogUnderTest.published();
    String last = "/log/tile/entries/%03d.p/%d".formatted(size / 256, size % 256);
    for (String tile : List.of("/log/tile/0/000", "/log/tile/entries/000", last)) {
      if (!tile.endsWith("/0")) {
        given()
            .get(tile)
            .then()
            .statusCode(200)
            .header("Content-Type", "application/octet-stream")
            .header("Cache-Control", "public, max-age=31536000, immutable");
      }
    }
    given().get("/log/tile/entries/999").then().statusCode(404).header("Cache-Control", "no-store");
  }

  @Test
  void partial_tiles_are_those_of_the_sizes_that_were_signed_and_stay() {
    append(1);
    log.awaitPublished();
    signer.away(true);
    long before = LogUnderTest.published();
    try {
      append(3);
    } finally {
      signer.away(false);
    }
    log.awaitPublished();
    append(600);
    log.awaitPublished();
    long after = LogUnderTest.published();

    for (String level : List.of("0", "entries")) {
      for (long size = before; size <= before + 4; size++) {
        if (size % 256 != 0) {
          String tile = "/log/tile/" + level + "/%03d.p/".formatted(size / 256) + size % 256;
          boolean signed = log.number("select count(*) from checkpoints where size = ?", size) == 1;
          given().get(tile).then().statusCode(signed ? 200 : 404);
        }
      }
    }
    assertThat(log.number("select count(*) from checkpoints where size = ?", before + 1)).isZero();
    for (long row = 1; row <= after / 256; row++) {
      long signed =
          log.number(
              "select count(*) from checkpoints where size >= ? and size < ?",
              row * 256,
              row * 256 + 256);
      given().get("/log/tile/1/000.p/" + row).then().statusCode(signed > 0 ? 200 : 404);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "inclusion?index=0&size=0",
        "inclusion?index=5&size=5",
        "inclusion?index=-1&size=1",
        "inclusion?index=0&size=9223372036854775807",
        "consistency?from=0&to=1",
        "consistency?from=2&to=1"
      })
  void a_proof_about_no_tree_is_refused(String question) {
    append(6);
    log.awaitPublished();
    given()
        .get("/log/" + question)
        .then()
        .statusCode(400)
        .body("type", equalTo("urn:meishigura:problem:no-such-tree"));
  }

  @Test
  void the_service_cannot_change_what_was_published() throws SQLException {
    append(1);
    log.awaitPublished();
    try (Connection app = database.asApp();
        Statement sql = app.createStatement()) {
      for (String statement :
          List.of(
              "update tiles set bytes = set_byte(bytes, 0, 0), width = width",
              "update tiles set bytes = set_byte(bytes, 0, 0) || bytes, width = 256",
              "update checkpoints set note = ''",
              "delete from tiles",
              "delete from checkpoints",
              "delete from openings",
              "truncate tiles")) {
        assertThat(
                (Throwable) catchThrowableOfType(SQLException.class, () -> sql.execute(statement)))
            .as(statement)
            .isNotNull();
      }
    }
  }

  @Test
  void entries_from_before_there_was_a_tree_get_their_places_in_it() throws Exception {
    SampleEvent event = SampleEvent.of(tenant, "card.read");
    append(300);
    log.append(event);
    log.awaitPublished();
    signer.away(true);
    try (Connection admin = database.asAdmin();
        Statement sql = admin.createStatement()) {
      sql.execute("set session_replication_role = replica");
      sql.execute("delete from checkpoints");
      sql.execute("delete from tiles");
      sql.execute("delete from openings");
      migrateEarlierEntries();
    } finally {
      signer.away(false);
    }
    log.awaitPublished();

    assertThat(verify(Optional.empty()).read()).isEqualTo(LogUnderTest.published());
    byte[] evidence =
        log.auditor(tenant)
            .get("/v1/entries/" + leafOf(event) + "/evidence")
            .then()
            .statusCode(200)
            .extract()
            .asByteArray();
    new EvidenceVerifier(checkpoints()).verifyEvent(TlogProof.parse(evidence), event.bytes());
    try (Connection app = database.asApp();
        Statement sql = app.createStatement()) {
      assertThat(sql.executeQuery("select from entries").next()).as("closed again").isFalse();
    }
  }

  /** As Flyway does: as the owner, in one transaction. */
  private void migrateEarlierEntries() throws SQLException {
    try (Connection owner = database.asOwner()) {
      owner.setAutoCommit(false);
      new V3__EarlierEntries()
          .migrate(
              new Context() {
                @Override
                public Configuration getConfiguration() {
                  throw new UnsupportedOperationException();
                }

                @Override
                public Connection getConnection() {
                  return owner;
                }
              });
      owner.commit();
    }
  }
}
