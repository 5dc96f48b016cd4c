package jp.meishigura.e2e;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.restassured.path.json.JsonPath;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import jp.meishigura.local.Port;
import jp.meishigura.local.keycloak.Audience;
import jp.meishigura.local.services.Service;
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
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The log of the running suite, checked from outside by a program that knows nothing of it. */
@ExtendWith(WithSuite.class)
class ProvableLogTest {

  private static final Duration PATIENCE = Duration.ofMinutes(1);

  private final SuiteUnderTest suite;
  private final Aozora aozora;
  private final Dumps dumps;

  ProvableLogTest(SuiteUnderTest suite) {
    this.suite = suite;
    this.aozora = new Aozora(suite);
    this.dumps = new Dumps(suite.site());
  }

  private String log() {
    return suite.url(Port.AUDIT) + "/log";
  }

  private JsonPath about() {
    return given().get(log()).then().statusCode(200).extract().jsonPath();
  }

  private CheckpointVerifier keys() throws Refused {
    return new CheckpointVerifier(
        List.of(NoteKey.parse(about().getString("keys[0]"), KeyKind.LOG)), Witnesses.NONE);
  }

  private LogReport verified(Optional<byte[]> kept) throws Refused {
    try (HttpSource source = new HttpSource(URI.create(log()))) {
      return new LogVerifier(keys()).verify(source, kept, Extent.SERVED);
    }
  }

  private void awaitPublished(long more) throws Exception {
    await()
        .atMost(PATIENCE)
        .until(
            () -> {
              String news = dumps.query(Service.AUDIT, "select news from log_head").getFirst();
              long size = about().getLong("size");
              return size >= more && size >= Long.parseLong(news);
            });
  }

  @Test
  void what_people_did_is_provable_within_moments_and_whatever_dies_nothing_is_rewritten()
      throws Exception {
    List<String> cards = aozora.bringIn("iphone-3.0.vcf");
    awaitPublished(1);
    LogReport before = verified(Optional.empty());
    assertThat(before.plain()).isZero();
    byte[] kept = given().get(log() + "/checkpoint").asByteArray();

    String token = suite.person("kanako", Audience.AUDIT);
    JsonPath created =
        Aozora.with(token)
            .queryParam("card", cards.getFirst())
            .queryParam("action", "card.create")
            .get(suite.url(Port.AUDIT) + "/v1/entries")
            .then()
            .statusCode(200)
            .extract()
            .jsonPath();
    String entry = suite.url(Port.AUDIT) + "/v1/entries/" + created.getLong("items[0].leafIndex");
    byte[] event = Aozora.with(token).get(entry + "/event").asByteArray();
    byte[] evidence = Aozora.with(token).get(entry + "/evidence").asByteArray();
    new EvidenceVerifier(keys()).verifyEvent(TlogProof.parse(evidence), event);

    suite.kill("audit-service");
    aozora.bringIn("renrakusaki-4.0.vcf");
    suite.startPart("audit-service");
    suite.kill("crypto-gateway");
    suite.startPart("crypto-gateway");
    awaitPublished(before.checkpoint().checkpoint().head().size() + 1);

    // Logins come into the log by themselves, some seconds after they happened.
    long least = about().getLong("size");
    LogReport after = verified(Optional.of(kept));
    assertThat(after.read()).isBetween(least, about().getLong("size"));
    theMirrorRevealsNobody();
  }

  private void theMirrorRevealsNobody() throws IOException {
    long first = Math.min(about().getLong("size"), 256);
    String bundle = first == 256 ? "/tile/entries/000" : "/tile/entries/000.p/" + first;
    byte[] entries = given().get(log() + bundle).then().statusCode(200).extract().asByteArray();
    assertThat(entries).hasSize((int) first * (2 + 33));
  }
}
