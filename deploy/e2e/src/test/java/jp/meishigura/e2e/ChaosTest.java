package jp.meishigura.e2e;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.restassured.path.json.JsonPath;
import java.net.URI;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import jp.meishigura.local.Port;
import jp.meishigura.local.services.Service;
import jp.meishigura.verifier.Refused;
import jp.meishigura.verifier.checkpoint.CheckpointVerifier;
import jp.meishigura.verifier.checkpoint.Witnesses;
import jp.meishigura.verifier.log.Extent;
import jp.meishigura.verifier.log.LogVerifier;
import jp.meishigura.verifier.note.KeyKind;
import jp.meishigura.verifier.note.NoteKey;
import jp.meishigura.verifier.tile.HttpSource;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Parts die, stop and lose their disks, at random, while people work. Afterwards every change has
 * its entry, every answer its record, no number is missing, and the log is what it was, and more.
 *
 * <p>Each kind of mishap once, in the same order each time; {@code make chaos} goes on for as long
 * as it is told, in another order.
 */
@ExtendWith(WithSuite.class)
@Order(Integer.MAX_VALUE)
class ChaosTest {

  private static final Duration PATIENCE = Duration.ofMinutes(4);
  private static final Duration BETWEEN = Duration.ofSeconds(3);

  private final long seed = Long.getLong("meishigura.chaos.seed", 945_205);
  private final Duration length =
      Duration.ofMinutes(Integer.getInteger("meishigura.chaos.minutes", 0));
  private final SuiteUnderTest suite;
  private final Dumps dumps;

  ChaosTest(SuiteUnderTest suite) {
    this.suite = suite;
    this.dumps = new Dumps(suite.site());
  }

  @Test
  void whatever_dies_nothing_is_lost_and_nothing_is_altered() throws Exception {
    String begin = dumps.query(Service.AUDIT, "select now()").getFirst();
    byte[] kept = given().get(log() + "/checkpoint").then().statusCode(200).extract().asByteArray();
    List<String> befallen = new ArrayList<>();
    PeopleAtWork people = new PeopleAtWork(suite, seed);
    try (people) {
      Random random = new Random(seed);
      Instant end = Instant.now().plus(length);
      do {
        List<Mishaps.Mishap> mishaps = new ArrayList<>(new Mishaps(suite, random).all());
        Collections.shuffle(mishaps, random);
        for (Mishaps.Mishap mishap : mishaps) {
          befallen.add(mishap.name());
          System.out.println("chaos (seed " + seed + "): " + mishap.name());
          mishap.befalls().run();
          Thread.sleep(BETWEEN);
        }
      } while (Instant.now().isBefore(end));
    } finally {
      suite.up();
    }
    String story = "seed " + seed + ", " + befallen;
    assertThat(people.done())
        .as(story)
        .filteredOn(PeopleAtWork.Done::answered)
        .hasSizeGreaterThan(100);
    everythingIsProvable(story);
    everyAnswerIsOnRecordOnce(story, begin, people.done());
    everyCardHasItsEntry(story, begin);
    noNumberIsMissing(story);
    theLogHasOnlyGrown(story, kept);
  }

  private void everythingIsProvable(String story) {
    await()
        .alias(story)
        .atMost(PATIENCE)
        .pollInterval(Duration.ofSeconds(1))
        .untilAsserted(
            () -> {
              for (Service service : Service.values()) {
                assertThat(
                        dumps.query(service, "select count(*) from outbox where topic = 'audit'"))
                    .as("audit records without a receipt in " + service.module())
                    .containsExactly("0");
              }
              long news =
                  Long.parseLong(
                      dumps.query(Service.AUDIT, "select news from log_head").getFirst());
              assertThat(about().getLong("size")).isGreaterThanOrEqualTo(news);
            });
  }

  /** What was granted and then did not open has a second record, which says so. */
  private void everyAnswerIsOnRecordOnce(String story, String begin, List<PeopleAtWork.Done> done)
      throws SQLException {
    Map<String, Integer> entries = new HashMap<>();
    dumps
        .query(
            Service.AUDIT,
            "select action || ' ' || (convert_from(data, 'UTF8')::jsonb ->> 'correlation')"
                + " from entries where service = 'contacts-service' and action in ('card.create',"
                + " 'card.read', 'card.reveal') and decision <> 'failed' and appended_at >= '"
                + begin
                + "'")
        .forEach(entry -> entries.merge(entry, 1, Integer::sum));
    List<String> lost = new ArrayList<>();
    List<String> twice = new ArrayList<>();
    for (PeopleAtWork.Done one : done) {
      int times = entries.getOrDefault(one.action() + " " + one.correlation(), 0);
      if (times == 0 && one.answered()) {
        lost.add(one.action());
      } else if (times > 1) {
        twice.add(one.action());
      }
    }
    assertThat(lost).as("answered and not on record: %s", story).isEmpty();
    assertThat(twice).as("on record twice: %s", story).isEmpty();
  }

  private void everyCardHasItsEntry(String story, String begin) throws SQLException {
    Set<String> cards =
        new TreeSet<>(
            dumps.query(
                Service.CONTACTS, "select id from cards where created_at >= '" + begin + "'"));
    Set<String> entries =
        new TreeSet<>(
            dumps.query(
                Service.AUDIT,
                "select card from entries where action = 'card.create' and decision = 'allowed'"
                    + " and at >= '"
                    + begin
                    + "'"));
    assertThat(cards).as(story).isNotEmpty().isEqualTo(entries);
  }

  private void noNumberIsMissing(String story) throws SQLException {
    assertThat(
            dumps.query(
                Service.AUDIT,
                "select producer || ' ' || kind || ' ' || numbers from sequence_gaps"
                    + " where closed_at is null"))
        .as(story)
        .isEmpty();
    for (Service service : Service.values()) {
      String given =
          dumps.query(service, "select stream || ' ' || next_number from audit_stream").getFirst();
      assertThat(
              dumps.query(
                  Service.AUDIT,
                  "select stream || ' ' || next_number from producer_streams where producer = '"
                      + service.module()
                      + "'"))
          .as("numbers of %s: %s", service.module(), story)
          .contains(given);
    }
  }

  private void theLogHasOnlyGrown(String story, byte[] kept) throws Refused {
    CheckpointVerifier keys =
        new CheckpointVerifier(
            List.of(NoteKey.parse(about().getString("keys[0]"), KeyKind.LOG)), Witnesses.NONE);
    try (HttpSource source = new HttpSource(URI.create(log()))) {
      long read = new LogVerifier(keys).verify(source, Optional.of(kept), Extent.SERVED).read();
      assertThat(read).as(story).isGreaterThan(100);
    }
  }

  private JsonPath about() {
    return given().get(log()).then().statusCode(200).extract().jsonPath();
  }

  private String log() {
    return suite.url(Port.AUDIT) + "/log";
  }
}
