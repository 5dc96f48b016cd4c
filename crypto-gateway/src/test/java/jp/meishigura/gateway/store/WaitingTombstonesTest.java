package jp.meishigura.gateway.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.UUID;
import jp.meishigura.gateway.testing.VaultResource;
import jp.meishigura.platform.testing.FromStand;
import jp.meishigura.platform.testing.StandDatabase;
import jp.meishigura.platform.testing.StandResource;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(StandResource.class)
@QuarkusTestResource(VaultResource.class)
class WaitingTombstonesTest {

  @FromStand StandDatabase database;

  /**
   * With the broker away everything waits, and each erasure asks many times whether its own does.
   */
  @Test
  void a_tombstone_is_found_without_a_walk_over_all_that_waits() throws SQLException {
    try (Connection admin = database.asAdmin();
        Statement sql = admin.createStatement()) {
      // Never committed, so that the relay has nothing to do with it.
      admin.setAutoCommit(false);
      sql.execute(
          "insert into outbox (event_id, tenant_id, topic, key, type, at, data)"
              + " select gen_random_uuid(), gen_random_uuid(), 'audit', 'x', 'x', now(), '{}'"
              + " from generate_series(1, 20000)");
      sql.execute("analyze outbox");
      sql.execute("set local role " + database.app());
      sql.execute("select set_config('app.system', 'on', true)");
      try (PreparedStatement explain =
          admin.prepareStatement("explain " + WaitingTombstones.QUERY)) {
        explain.setArray(1, admin.createArrayOf("text", new Object[] {UUID.randomUUID() + "/x"}));
        StringBuilder plan = new StringBuilder();
        try (ResultSet row = explain.executeQuery()) {
          while (row.next()) {
            plan.append(row.getString(1)).append('\n');
          }
        }
        assertThat(plan.toString()).contains("tombstones_on_their_way").doesNotContain("Seq Scan");
      } finally {
        admin.rollback();
      }
    }
  }
}
