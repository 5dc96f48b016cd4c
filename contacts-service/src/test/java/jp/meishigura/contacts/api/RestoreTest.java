package jp.meishigura.contacts.api;

import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;

import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;
import java.util.UUID;
import jp.meishigura.contacts.testing.ContactsTest;
import jp.meishigura.contacts.testing.House;
import jp.meishigura.platform.inbox.EventConsumers;
import org.junit.jupiter.api.Test;

/** The database is really put back to a copy from before a withdrawal. */
@QuarkusTest
class RestoreTest extends ContactsTest {

  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final String PURPOSE = "sales-follow-up";

  @Inject EventConsumers consumers;

  @Test
  void a_consent_that_was_withdrawn_since_the_backup_does_not_stand_again() throws Exception {
    UUID withdrawn = house.withPurpose().create(House.sato());
    UUID given = house.create(House.sato());
    house.consent(withdrawn, PURPOSE, "ConsentGiven");
    String backup = database.copy();
    await()
        .atMost(PATIENCE)
        .untilAsserted(() -> house.reveal(withdrawn, PURPOSE, "phone").statusCode(200));
    house.consent(withdrawn, PURPOSE, "ConsentWithdrawn");
    house.consent(given, PURPOSE, "ConsentGiven");
    house.reveal(withdrawn, PURPOSE, "phone").statusCode(423);

    database.restore(backup);
    await()
        .atMost(PATIENCE)
        .untilAsserted(() -> house.reveal(withdrawn, PURPOSE, "phone").statusCode(equalTo(200)));
    try (Connection admin = database.asAdmin();
        Statement sql = admin.createStatement()) {
      admin.setAutoCommit(false);
      // As on a slow or busy database.
      sql.execute("lock table processing_states in exclusive mode");
      consumers.readAgain();
      house
          .reveal(withdrawn, PURPOSE, "phone")
          .statusCode(503)
          .body("type", equalTo("urn:meishigura:problem:events-pending"));
      admin.rollback();
    }

    await().atMost(PATIENCE).until(() -> consumers.pending().isEmpty());
    house.reveal(withdrawn, PURPOSE, "phone").statusCode(423);
    house.reveal(given, PURPOSE, "phone").statusCode(200);
  }
}
