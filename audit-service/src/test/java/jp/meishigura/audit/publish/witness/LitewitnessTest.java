package jp.meishigura.audit.publish.witness;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import jp.meishigura.audit.LogUnderTest;
import jp.meishigura.audit.SampleEvent;
import jp.meishigura.audit.TestSigner;
import jp.meishigura.audit.domain.tree.Checkpoint;
import jp.meishigura.platform.caller.Tenant;
import jp.meishigura.platform.testing.FromStand;
import jp.meishigura.platform.testing.StandDatabase;
import jp.meishigura.platform.testing.StandResource;
import jp.meishigura.platform.testing.StandTopics;
import jp.meishigura.platform.testing.TestIssuer;
import jp.meishigura.platform.testing.TestTenants;
import jp.meishigura.verifier.checkpoint.CheckpointVerifier;
import jp.meishigura.verifier.checkpoint.Witnesses;
import jp.meishigura.verifier.note.KeyKind;
import jp.meishigura.verifier.note.NoteKey;
import org.junit.jupiter.api.Test;

/** The log with a witness that nobody here wrote. */
@NeedsLitewitness
@QuarkusTest
@QuarkusTestResource(StandResource.class)
@WithTestResource(LitewitnessResource.class)
class LitewitnessTest {

  private static final Duration SOON = Duration.ofSeconds(30);
  private static final String ORIGIN = "log.test.example/audit";

  @FromStand StandDatabase database;
  @FromStand StandTopics topics;
  @FromStand TestIssuer issuer;
  @FromStand Litewitness witness;

  @Inject TestSigner signer;

  private final Tenant tenant = TestTenants.fresh();

  private static long shown() {
    return given().get("/log").then().statusCode(200).extract().jsonPath().getLong("size");
  }

  @Test
  void litewitness_cosigns_the_log_as_it_grows_and_after_our_memory_of_it_is_lost()
      throws Exception {
    LogUnderTest log = new LogUnderTest(database, topics, issuer);
    String vkey = Checkpoint.vkey(ORIGIN, signer.sign(new byte[0]).publicKey());
    log.append(SampleEvent.of(tenant, "card.read"));
    assertThat(shown()).as("it knows nothing of this log").isZero();
    witness.watches(ORIGIN, vkey);
    CheckpointVerifier verifier =
        new CheckpointVerifier(
            List.of(NoteKey.parse(vkey, KeyKind.LOG)),
            new Witnesses(List.of(NoteKey.parse(witness.vkey(), KeyKind.WITNESS)), 1));

    for (int more : new int[] {1, 254, 1, 2, 600}) {
      log.append(
          IntStream.range(0, more).mapToObj(i -> SampleEvent.of(tenant, "card.read")).toList());
      await().atMost(SOON).until(() -> shown() == log.number("select size from log_head"));
      verifier.verify(given().get("/log/checkpoint").asByteArray());
      assertThat(witness.size(ORIGIN)).isEqualTo(shown());
      try (Connection admin = database.asAdmin();
          Statement sql = admin.createStatement()) {
        sql.execute("update witness_states set size = size / 2");
      }
    }
    long size = shown();
    await()
        .atMost(SOON)
        .until(() -> log.number("select count(*) from cosignatures where size = ?", size) >= 2);
    verifier.verify(given().get("/log/checkpoint").asByteArray());
  }
}
