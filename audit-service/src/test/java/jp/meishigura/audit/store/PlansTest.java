package jp.meishigura.audit.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import jp.meishigura.audit.LogDatabase;
import jp.meishigura.audit.SyntheticLog;
import jp.meishigura.audit.domain.log.Window;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** How PostgreSQL answers people, as the service's role and under row-level security. */
class PlansTest {

  private static final int ENTRIES = 100_000;
  private static final UUID TENANT = SyntheticLog.tenant(3);
  private static final Instant FROM = Instant.parse("2025-12-02T00:00:00Z");

  private static LogDatabase log;

  @BeforeAll
  static void fill() throws SQLException {
    log = new LogDatabase().migrated();
    SyntheticLog synthetic = new SyntheticLog(log, 10);
    synthetic.append(ENTRIES);
    synthetic.settle();
  }

  @AfterAll
  static void drop() {
    log.close();
  }

  @Test
  void every_kind_of_question_goes_by_an_index() throws SQLException {
    Window whole = Window.of(ENTRIES);
    Instant to = FROM.plus(Duration.ofHours(6));
    SoftAssertions plans = new SoftAssertions();
    try (Connection app = log.asTenant(TENANT)) {
      Window part = LeafTimes.narrowed(app, whole, FROM, to);
      new QueryKinds(TENANT, whole, FROM, to, part, 1)
          .all()
          .forEach(
              (kind, query) -> {
                String plan = plan(app, query);
                plans
                    .assertThat(plan)
                    .as(kind)
                    .containsPattern("Index (Only )?Scan|Bitmap Index Scan")
                    .doesNotContain("Seq Scan");
              });
    }
    plans.assertAll();
  }

  @Test
  void a_time_becomes_the_part_of_the_log_that_holds_all_of_it() throws SQLException {
    Instant to = FROM.plus(Duration.ofHours(6));
    Window part;
    try (Connection app = log.asTenant(TENANT)) {
      part = LeafTimes.narrowed(app, Window.of(ENTRIES), FROM, to);
      assertThat(LeafTimes.narrowed(app, Window.of(ENTRIES), null, FROM).from()).isZero();
      assertThat(LeafTimes.narrowed(app, new Window(50_000, 60_000), null, null))
          .isEqualTo(new Window(50_000, 60_000));
      Window never =
          LeafTimes.narrowed(
              app, Window.of(ENTRIES), FROM.plus(Duration.ofDays(400)), FROM.plusSeconds(1));
      assertThat(never.from()).isEqualTo(never.below());
    }
    String within = " from entries where at >= '" + FROM + "' and at < '" + to + "'";
    assertThat(part.from()).isLessThanOrEqualTo(log.number("select min(leaf_index)" + within));
    assertThat(part.below()).isGreaterThan(log.number("select max(leaf_index)" + within));
    assertThat(part.below() - part.from())
        .as("six hours of an entry every three seconds, and what shares a mark with them")
        .isLessThan(7_200 + 3 * 4_096);
  }

  @Test
  void an_entry_that_came_late_is_in_the_part_of_its_time() throws SQLException {
    try (LogDatabase small = new LogDatabase().migrated()) {
      new SyntheticLog(small, 1).append(10_000);
      small.asAdmin(
          "select set_config('app.system', 'on', false)",
          "insert into entries (leaf_index, event_id, tenant_id, at, service, actor_kind, actor_id,"
              + " action, decision, data) select size, gen_random_uuid(), '"
              + SyntheticLog.tenant(0)
              + "', '2025-11-01', 's', 'system', 's', 'card.read', 'allowed', '' from log_head");
      try (Connection app = small.asTenant(SyntheticLog.tenant(0))) {
        Window part =
            LeafTimes.narrowed(app, Window.of(10_001), null, Instant.parse("2025-11-02T00:00:00Z"));
        assertThat(part.from()).isLessThanOrEqualTo(10_000);
        assertThat(part.below()).isEqualTo(10_001);
      }
    }
  }

  @Test
  void row_level_security_alone_keeps_sightings_of_tenants_apart() throws SQLException {
    String all = "select count(*) from card_sightings";
    try (Connection app = log.asTenant(TENANT);
        ResultSet row = app.createStatement().executeQuery(all)) {
      row.next();
      assertThat(row.getLong(1)).isPositive().isLessThan(log.number(all) / 5);
    }
    try (Connection nobody = log.database().asApp();
        ResultSet row = nobody.createStatement().executeQuery(all)) {
      row.next();
      assertThat(row.getLong(1)).isZero();
    }
  }

  private static String plan(Connection app, EntryQuery query) {
    StringBuilder plan = new StringBuilder();
    try (PreparedStatement explain = query.prepare(app, "explain ");
        ResultSet row = explain.executeQuery()) {
      while (row.next()) {
        plan.append(row.getString(1)).append('\n');
      }
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
    return plan.toString();
  }
}
