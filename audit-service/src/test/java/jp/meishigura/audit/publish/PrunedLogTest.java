package jp.meishigura.audit.publish;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.hamcrest.Matchers.equalTo;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import java.net.URI;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.IntStream;
import jp.meishigura.audit.LogUnderTest;
import jp.meishigura.audit.SampleEvent;
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
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * A log whose beginning is older than the retention (ten years in tests) is not published whole.
 */
@QuarkusTest
@QuarkusTestResource(StandResource.class)
class PrunedLogTest {

  @FromStand StandDatabase database;
  @FromStand StandTopics topics;
  @FromStand TestIssuer issuer;

  @TestHTTPResource("/log")
  URI url;

  private final Tenant tenant = TestTenants.fresh();
  private LogUnderTest log;

  @BeforeEach
  void connect() {
    log = new LogUnderTest(database, topics, issuer);
  }

  private void append(int number) {
    log.append(
        IntStream.range(0, number).mapToObj(i -> SampleEvent.of(tenant, "card.read")).toList());
    log.awaitPublished();
  }

  private static CheckpointVerifier checkpoints() throws Refused {
    String vkey = given().get("/log").jsonPath().getString("keys[0]");
    return new CheckpointVerifier(List.of(NoteKey.parse(vkey, KeyKind.LOG)), Witnesses.NONE);
  }

  private LogReport verify(Optional<byte[]> kept, Extent extent) throws Refused {
    try (HttpSource source = new HttpSource(url)) {
      return new LogVerifier(checkpoints()).verify(source, kept, extent);
    }
  }

  private Failure failure(Optional<byte[]> kept, Extent extent) {
    return catchThrowableOfType(Refused.class, () -> verify(kept, extent)).failure();
  }

  /** As if the checkpoints up to a size had been signed so much earlier. */
  private void age(long size, int years) throws SQLException {
    try (Connection admin = database.asAdmin();
        Statement sql = admin.createStatement()) {
      sql.execute("set session_replication_role = replica");
      sql.execute(
          "update checkpoints set at = at - interval '1 year' * "
              + years
              + " where size <= "
              + size);
    }
  }

  private static String tile(String level, long index) {
    return String.format(Locale.ROOT, "/log/tile/%s/%03d", level, index);
  }

  @Test
  void what_is_older_than_the_retention_is_gone_and_the_rest_is_checked_as_before()
      throws Exception {
    SampleEvent first = SampleEvent.of(tenant, "card.read");
    log.append(first);
    append(300);
    byte[] early = given().get("/log/checkpoint").asByteArray();
    append(600);
    long minimum = LogUnderTest.published();
    long whole = minimum / 256;
    byte[] kept = given().get("/log/checkpoint").asByteArray();
    append(10);
    assertThat(verify(Optional.of(early), new Extent(0, false)).served()).isZero();

    age(minimum, 11);
    try {
      given().get("/log").then().body("minimumIndex", equalTo((int) minimum));
      for (String level : List.of("entries", "0")) {
        for (long index = 0; index < whole; index++) {
          given()
              .get(tile(level, index))
              .then()
              .statusCode(410)
              .body("type", equalTo("urn:meishigura:problem:tile-pruned"))
              .header("Cache-Control", "public, max-age=3600");
        }
        long size = LogUnderTest.published();
        long width = size - (size - 1) / 256 * 256;
        String last = tile(level, (size - 1) / 256) + (width < 256 ? ".p/" + width : "");
        given().get(last).then().statusCode(200);
      }
      given().get(tile("1", 0) + ".p/" + LogUnderTest.published() / 256).then().statusCode(200);

      LogReport report = verify(Optional.of(kept), new Extent(minimum, false));
      assertThat(report.served()).isEqualTo(whole * 256);
      assertThat(report.from()).isEqualTo(whole * 256);
      assertThat(report.unread()).isEqualTo(whole * 256);
      assertThat(failure(Optional.empty(), new Extent(0, false))).isEqualTo(Failure.LOG_TRUNCATED);
      assertThat(failure(Optional.of(early), Extent.SERVED)).isEqualTo(Failure.PRUNED);

      String entry =
          "/v1/entries/"
              + log.number("select leaf_index from entries where event_id = ?", first.id());
      byte[] evidence =
          log.auditor(tenant)
              .get(entry + "/evidence")
              .then()
              .statusCode(200)
              .extract()
              .asByteArray();
      new EvidenceVerifier(checkpoints()).verifyEvent(TlogProof.parse(evidence), first.bytes());
      given().get("/log/consistency?from=1&to=" + LogUnderTest.published()).then().statusCode(200);
    } finally {
      age(minimum, -11);
    }
    assertThat(verify(Optional.of(early), new Extent(0, false)).served())
        .as("a longer retention shows all of it again")
        .isZero();
  }
}
