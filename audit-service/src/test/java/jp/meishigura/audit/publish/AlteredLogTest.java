package jp.meishigura.audit.publish;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import jp.meishigura.audit.LogUnderTest;
import jp.meishigura.audit.SampleEvent;
import jp.meishigura.platform.caller.Tenant;
import jp.meishigura.platform.testing.FromStand;
import jp.meishigura.platform.testing.StandDatabase;
import jp.meishigura.platform.testing.StandResource;
import jp.meishigura.platform.testing.StandTopics;
import jp.meishigura.platform.testing.TestIssuer;
import jp.meishigura.platform.testing.TestLog;
import jp.meishigura.platform.testing.TestTenants;
import org.junit.jupiter.api.Test;

/** Somebody who owns the database alters what was signed. */
@QuarkusTest
@QuarkusTestResource(StandResource.class)
class AlteredLogTest {

  private static final Duration SOON = Duration.ofSeconds(30);

  @FromStand StandDatabase database;
  @FromStand StandTopics topics;
  @FromStand TestIssuer issuer;

  private final Tenant tenant = TestTenants.fresh();

  /**
   * In the last tile, whose hashes the root is made of; those of a full one count by their root.
   */
  private void flipHash(long signed) throws SQLException {
    try (Connection admin = database.asAdmin();
        Statement sql = admin.createStatement()) {
      sql.execute("set session_replication_role = replica");
      sql.execute(
          "update tiles set bytes = set_byte(bytes, 0, get_byte(bytes, 0) # 1)"
              + " where level = 0 and tile_index = "
              + (signed - 1) / 256);
    }
  }

  @Test
  void a_log_that_does_not_continue_what_was_signed_is_not_signed_any_more() throws Exception {
    LogUnderTest log = new LogUnderTest(database, topics, issuer);
    // Within a tile: one that becomes full is known by its root from then on.
    do {
      log.append(SampleEvent.of(tenant, "card.read"), SampleEvent.of(tenant, "card.read"));
    } while (log.number("select (size + 50) % 256 from log_head") <= 50);
    log.awaitPublished();
    long signed = LogUnderTest.published();

    flipHash(signed);
    log.append(SampleEvent.of(tenant, "card.read"));

    await().atMost(SOON).until(() -> TestLog.text().contains("Nothing is signed"));
    assertThat(LogUnderTest.published()).isEqualTo(signed);

    flipHash(signed);
    await().atMost(SOON).until(() -> LogUnderTest.published() > signed);
  }
}
