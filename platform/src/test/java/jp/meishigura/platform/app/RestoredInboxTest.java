package jp.meishigura.platform.app;

import static io.restassured.RestAssured.given;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;
import java.util.Collections;
import java.util.Map;
import java.util.UUID;
import jp.meishigura.platform.caller.Tenant;
import jp.meishigura.platform.event.EventHeaders;
import jp.meishigura.platform.inbox.EventConsumers;
import jp.meishigura.platform.testing.FromStand;
import jp.meishigura.platform.testing.StandDatabase;
import jp.meishigura.platform.testing.StandResource;
import jp.meishigura.platform.testing.StandTopics;
import jp.meishigura.platform.testing.TestTenants;
import org.junit.jupiter.api.Test;

/** The database is really put back to a copy, while Kafka knows that everything was handled. */
@QuarkusTest
@QuarkusTestResource(StandResource.class)
class RestoredInboxTest {

  private static final Duration SOON = Duration.ofSeconds(30);

  @FromStand StandDatabase database;
  @FromStand StandTopics topics;

  @Inject NotesHandler handler;
  @Inject EventConsumers consumers;

  private final Tenant tenant = TestTenants.fresh();

  private String sent(String text) {
    String unique = text + " " + UUID.randomUUID();
    Map<String, String> headers =
        Map.of(
            EventHeaders.ID,
            UUID.randomUUID().toString(),
            EventHeaders.TYPE,
            "note",
            EventHeaders.TENANT,
            tenant.id().toString());
    topics.send("purposes", "key", headers, unique.getBytes(UTF_8));
    await().atMost(SOON).until(() -> handler.handled().contains(unique));
    return unique;
  }

  private int timesHandled(String text) {
    return Collections.frequency(handler.handled(), text);
  }

  @Test
  void what_happened_since_the_backup_is_heard_again_and_the_rest_is_not() throws Exception {
    String before = sent("before");
    String backup = database.copy();
    String after = sent("after");

    database.restore(backup);
    consumers.readAgain();

    await().atMost(SOON).until(() -> timesHandled(after) == 2);
    await().atMost(SOON).until(() -> consumers.pending().isEmpty());
    assertThat(timesHandled(before)).isEqualTo(1);

    consumers.readAgain();
    sent("at last");
    assertThat(timesHandled(after)).as("once is enough").isEqualTo(2);
  }

  @Test
  void nobody_is_served_before_it_is_heard_again() throws Exception {
    sent("before");
    String backup = database.copy();
    sent("after");
    database.restore(backup);
    try (Connection admin = database.asAdmin();
        Statement sql = admin.createStatement()) {
      admin.setAutoCommit(false);
      // As on a slow or busy database.
      sql.execute("lock table inbox in exclusive mode");
      consumers.readAgain();

      given()
          .get("/notes")
          .then()
          .statusCode(503)
          .contentType("application/problem+json")
          .body("type", equalTo("urn:meishigura:problem:events-pending"));
      assertThat(consumers.pending()).containsExactly("purposes");
      admin.rollback();
    }
    await().atMost(SOON).untilAsserted(() -> given().get("/notes").then().statusCode(401));
  }
}
