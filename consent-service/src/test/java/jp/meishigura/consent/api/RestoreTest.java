package jp.meishigura.consent.api;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;

import io.quarkus.scheduler.Scheduler;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;
import java.util.UUID;
import jp.meishigura.consent.service.Postman;
import jp.meishigura.consent.testing.House;
import jp.meishigura.consent.testing.Inbox;
import jp.meishigura.platform.follow.Followers;
import org.awaitility.core.ThrowingRunnable;
import org.eclipse.microprofile.config.ConfigProvider;
import org.junit.jupiter.api.Test;

/** The database is really put back to a copy from before an erasure. */
@QuarkusTest
class RestoreTest extends ServiceTest {

  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final String PENDING = "urn:meishigura:problem:tombstones-pending";

  @Inject Followers followers;
  @Inject Postman postman;
  @Inject Scheduler rounds;

  private static ValidatableResponse ready() {
    String port = ConfigProvider.getConfig().getValue("quarkus.management.test-port", String.class);
    return given().get("http://127.0.0.1:" + port + "/q/health/ready").then();
  }

  /** A connection that the copying has cut may be noticed by the request that gets it. */
  private static void eventually(ThrowingRunnable isSo) {
    await().atMost(PATIENCE).untilAsserted(isSo);
  }

  @Test
  void a_backup_from_before_the_erasure_sends_no_mail_and_revives_no_link() throws Exception {
    house.withPurpose();
    String answered = House.freshAddress();
    UUID consenting = contacts.cardOf(answered);
    String token = house.linkFor(consenting, answered);
    House.answer(token, "give").statusCode(303);
    contacts.down(true);
    String waiting = House.freshAddress();
    UUID unwritten = contacts.cardOf(waiting);
    house.ask(unwritten).statusCode(201);
    String living = House.freshAddress();
    house.ask(contacts.cardOf(living)).statusCode(201);
    // Nobody is at a mail when it is copied: the copy would hold the attempt's lease.
    rounds.pause();
    await()
        .atMost(PATIENCE)
        .during(Duration.ofMillis(500))
        .until(() -> rows.mails(unwritten).getFirst().startsWith("queued"));
    String backup = database.copy();
    for (UUID card : new UUID[] {consenting, unwritten}) {
      gateway.erase(house.tenant(), card);
    }
    eventually(() -> House.look(token).statusCode(410));

    database.restore(backup);

    assertThat(rows.erased(house.tenant(), consenting)).as("the danger is real").isFalse();
    assertThat(rows.erased(house.tenant(), unwritten)).isFalse();
    assertThat(rows.mails(unwritten)).noneMatch(mail -> mail.startsWith("failed"));
    // The first tombstone cannot be written yet, as on a slow or busy database.
    try (Connection admin = database.asAdmin();
        Statement sql = admin.createStatement()) {
      admin.setAutoCommit(false);
      sql.execute("lock table erasures in exclusive mode");
      followers.readAgain();
      rounds.resume();
      contacts.down(false);

      House.look(token).statusCode(503).body("type", equalTo(PENDING));
      House.answer(token, "withdraw").statusCode(503);
      house.ask(unwritten).statusCode(503).body("type", equalTo(PENDING));
      house
          .as("member")
          .queryParam("card", consenting)
          .get("/v1/consents")
          .then()
          .statusCode(503)
          .body("type", equalTo(PENDING))
          .body("items", equalTo(null));
      ready()
          .statusCode(503)
          .body("checks.find { it.name == 'tombstones' }.status", equalTo("DOWN"));
      assertThat(postman.deliverNext()).as("no mail leaves either").isFalse();
      assertThat(rows.mails(unwritten).getFirst()).startsWith("queued");
      assertThat(Inbox.to(waiting)).isEmpty();
      assertThat(Inbox.to(living)).isEmpty();
      admin.rollback();
    }

    await().atMost(PATIENCE).until(() -> followers.pending().isEmpty());
    ready().statusCode(200);
    // The mail to somebody who was not erased shows that the queue is at work again.
    Inbox.first(living);
    await().atMost(PATIENCE).until(() -> !postman.deliverNext());
    assertThat(Inbox.to(waiting)).isEmpty();
    assertThat(rows.mails(unwritten)).containsExactly("failed subject-erased");
    eventually(() -> House.look(token).statusCode(410).body(containsString("消去されています")));
    House.answer(token, "withdraw").statusCode(410);
    eventually(() -> house.ask(unwritten).statusCode(409));
    house.as("member").queryParam("card", consenting).get("/v1/consents").then().statusCode(410);
    assertThat(rows.said(consenting)).containsExactly("ConsentRequested", "ConsentGiven");
    assertThat(rows.records(unwritten, "consent.erase")).hasSize(1);
    assertThat(rows.records(consenting, "consent.erase")).hasSize(1);
  }
}
