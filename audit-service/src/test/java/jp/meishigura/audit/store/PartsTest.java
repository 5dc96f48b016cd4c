package jp.meishigura.audit.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import jp.meishigura.audit.LogDatabase;
import jp.meishigura.audit.SampleEvent;
import jp.meishigura.platform.caller.Tenant;
import jp.meishigura.platform.testing.TestTenants;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The log in parts: how it becomes so, how it grows, and what nobody can do to a part. */
class PartsTest {

  private static final long STEP = 1_048_576;

  private final LogDatabase log = new LogDatabase();
  private final Tenant tenant = TestTenants.fresh();

  @AfterEach
  void drop() {
    log.close();
  }

  /** As the service appends, without the columns that people search by. */
  private static void insert(Connection connection, long first, SampleEvent... events)
      throws SQLException {
    try (PreparedStatement insert =
        connection.prepareStatement(
            "insert into entries (leaf_index, event_id, tenant_id, at, service, actor_kind,"
                + " actor_id, action, decision, card, data) values (?, ?, ?, now(), 's', 'person',"
                + " 'hanako', 'card.read', 'allowed', null, ?)")) {
      for (int i = 0; i < events.length; i++) {
        insert.setLong(1, first + i);
        insert.setObject(2, events[i].id());
        insert.setObject(3, events[i].tenant().id());
        insert.setBytes(4, events[i].bytes());
        insert.addBatch();
      }
      insert.executeBatch();
    }
  }

  private Connection asInbox() throws SQLException {
    Connection app = log.database().asApp();
    try (Statement sql = app.createStatement()) {
      sql.execute("select set_config('app.system', 'on', false)");
    }
    return app;
  }

  private SampleEvent event() {
    return SampleEvent.of(tenant, "card.read");
  }

  /** The log as if it had so many entries; those before were never there. */
  private void pretend(long size) throws SQLException {
    log.asAdmin(
        "set session_replication_role = replica",
        "update log_head set size = " + size + ", news = " + size);
  }

  @Test
  void a_log_from_before_becomes_the_first_part_and_is_found_by_all_that_people_search_by()
      throws SQLException {
    log.migrate("3");
    UUID card = UUID.randomUUID();
    UUID other = UUID.randomUUID();
    SampleEvent read = event().card(card).with("purpose", "sales-follow-up");
    SampleEvent list =
        SampleEvent.of(tenant, "card.list")
            .details(
                Map.of(
                    "cards", List.of(card.toString(), other.toString()), "odd", "with\u0000nul"));
    try (Connection app = asInbox()) {
      insert(app, 0, read, list, event());
    }
    log.migrate("latest");

    assertThat(texts("select relname from pg_class where relispartition and relkind = 'r'"))
        .contains("entries_0", "entries_" + STEP, "card_sightings_0", "card_sightings_" + STEP);
    assertThat(
            texts(
                "select coalesce(purpose, '-') || ' ' || actor_client || ' ' ||"
                    + " coalesce(array_length(shown, 1), 0) from entries order by leaf_index"))
        .containsExactly("sales-follow-up web 1", "- web 2", "- web 0");
    assertThat(
            texts("select leaf_index from card_sightings where card = '" + card + "' order by 1"))
        .containsExactly("0", "1");
    assertThat(texts("select leaf_index from entry_ids order by 1")).containsExactly("0", "1", "2");
    assertThat(texts("select first_leaf from leaf_times")).containsExactly("0");
    try (Connection app = asInbox()) {
      insert(app, 3, event());
      assertThat(visible(app)).as("closed again").isZero();
    }
    for (String change : List.of("update entries set purpose = ''", "delete from entries")) {
      assertThatThrownBy(() -> log.database().asOwner(change))
          .hasStackTraceContaining("the log is append-only");
    }
  }

  @Test
  void the_log_grows_from_one_part_into_the_next_and_a_further_one_is_made_ahead()
      throws SQLException {
    log.migrated();
    pretend(STEP - 2);
    try (Connection app = asInbox()) {
      app.setAutoCommit(false);
      LogRoom.make(app, STEP + 2);
      insert(app, STEP - 2, event(), event(), event(), event());
      LogRoom.make(app, STEP + 3);
      insert(app, STEP + 2, event());
      app.commit();
    }
    assertThat(texts("select tableoid::regclass::text from entries order by leaf_index"))
        .containsExactly(
            "log_parts.entries_0",
            "log_parts.entries_0",
            "log_parts.entries_" + STEP,
            "log_parts.entries_" + STEP,
            "log_parts.entries_" + STEP);
    assertThat(log.number("select below from log_room")).isEqualTo(3 * STEP);
    assertThat(log.number("select size from log_head")).isEqualTo(STEP + 3);
    try (Connection app = log.asTenant(tenant.id());
        Statement sql = app.createStatement();
        ResultSet row =
            sql.executeQuery("explain select * from entries where leaf_index > " + (STEP + 1))) {
      StringBuilder plan = new StringBuilder();
      while (row.next()) {
        plan.append(row.getString(1));
      }
      assertThat(plan).contains("entries_" + STEP).doesNotContain("entries_0");
    }
  }

  @Test
  void a_part_that_cannot_be_made_holds_up_nothing_as_long_as_there_is_room() throws SQLException {
    log.migrated();
    pretend(STEP + 5);
    try (Connection hindrance = log.database().asOwner();
        Statement lock = hindrance.createStatement();
        Connection app = asInbox()) {
      hindrance.setAutoCommit(false);
      lock.execute("lock table entries in share update exclusive mode");
      app.setAutoCommit(false);
      LogRoom.make(app, STEP + 6);
      insert(app, STEP + 5, event());
      app.commit();
      assertThat(log.number("select below from log_room")).isEqualTo(2 * STEP);
      hindrance.rollback();
      LogRoom.make(app, STEP + 7);
      app.commit();
    }
    assertThat(log.number("select below from log_room")).isEqualTo(3 * STEP);
  }

  @Test
  void nobody_can_have_more_parts_made_than_the_next_one() throws SQLException {
    log.migrated();
    try (Connection app = asInbox();
        Statement sql = app.createStatement()) {
      for (int i = 0; i < 5; i++) {
        sql.execute("select entries_make_room()");
      }
    }
    assertThat(log.number("select below from log_room")).isEqualTo(2 * STEP);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "create temp table log_head as select true as only_row, 5::bigint as size, 5::bigint news",
        "create temp table entry_ids (event_id uuid, leaf_index bigint)",
        "create temp table log_room as select true as only_row, 1::bigint as step, 0::bigint below",
      })
  void a_temporary_table_of_that_name_makes_no_other_log(String attack) throws SQLException {
    log.migrated();
    SampleEvent first = event();
    try (Connection app = asInbox();
        Statement sql = app.createStatement()) {
      insert(app, 0, first);
      log.asAdmin("grant temporary on database " + database() + " to public");
      sql.execute(attack);
      sql.execute("grant all on pg_temp." + attack.split(" ", -1)[3] + " to public");
      assertThatThrownBy(() -> insert(app, 5, event())).isInstanceOf(SQLException.class);
      assertThatThrownBy(() -> insert(app, 1, first)).isInstanceOf(SQLException.class);
      sql.execute("select entries_make_room()");
    }
    assertThat(log.number("select count(*) from entries")).isEqualTo(1);
    assertThat(log.number("select below from log_room")).isEqualTo(2 * STEP);
  }

  private String database() {
    return log.database().url().replaceAll(".*/", "");
  }

  @Test
  void an_event_is_in_the_log_once_whatever_part_it_comes_to() throws SQLException {
    log.migrated();
    SampleEvent twice = event();
    try (Connection app = asInbox()) {
      insert(app, 0, twice);
      pretend(STEP);
      assertThatThrownBy(() -> insert(app, STEP, twice)).hasMessageContaining("entry_ids");
    }
    assertThat(log.number("select count(*) from entries")).isEqualTo(1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "select * from log_parts.entries_0",
        "insert into log_parts.entries_0 select * from entries",
        "update log_parts.entries_0 set action = ''",
        "delete from log_parts.entries_0",
        "alter table entries detach partition log_parts.entries_0",
        "drop table log_parts.entries_0",
        "insert into card_sightings select gen_random_uuid(), gen_random_uuid(), 0, now()",
        "delete from card_sightings",
        "delete from entry_ids",
        "insert into entry_ids select gen_random_uuid(), 0",
        "update leaf_times set earliest = now()",
        "delete from leaf_times",
        "update log_room set below = 0",
        "select entries_add_next_part()",
        "select entries_add_part('9', 0, 1)",
        "create table public.mine (a int)",
      })
  void the_services_role_cannot_change_a_part_or_what_entries_are_found_by(String attack)
      throws SQLException {
    log.migrated();
    try (Connection app = asInbox()) {
      insert(app, 0, event());
      try (Statement sql = app.createStatement()) {
        assertThatThrownBy(() -> sql.execute(attack))
            .isInstanceOfSatisfying(
                SQLException.class,
                e -> assertThat(e.getSQLState()).as("insufficient privilege").isEqualTo("42501"));
      }
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "update log_parts.entries_0 set action = ''",
        "delete from log_parts.entries_0",
        "truncate log_parts.entries_0",
        "delete from log_parts.card_sightings_0",
        "truncate log_parts.card_sightings_" + STEP,
        "update card_sightings set leaf_index = 1",
        "delete from entry_ids",
        "truncate entries",
      })
  void even_the_owner_is_stopped_before_a_mistake_with_a_part(String mistake) {
    log.migrated();
    assertThatThrownBy(() -> log.database().asOwner(mistake))
        .hasStackTraceContaining("the log is append-only");
  }

  @Test
  void not_even_the_owner_adds_to_a_part_what_does_not_continue_the_log() throws SQLException {
    log.migrated();
    String entry =
        "insert into log_parts.entries_0 (leaf_index, event_id, tenant_id, at, service, actor_kind,"
            + " actor_id, action, decision, data) values (%d, gen_random_uuid(),"
            + " gen_random_uuid(), now(), 's', 'system', 's', 'a.b', 'allowed', '')";
    assertThatThrownBy(() -> log.asAdmin(entry.formatted(7)))
        .hasMessageContaining("do not continue the log");
    log.asAdmin("select set_config('app.system', 'on', false)", entry.formatted(0));
    assertThat(log.number("select size from log_head")).isEqualTo(1);
    assertThat(log.number("select count(*) from entry_ids")).isEqualTo(1);
  }

  private static long visible(Connection app) throws SQLException {
    try (Statement sql = app.createStatement();
        ResultSet row = sql.executeQuery("select count(*) from entries")) {
      row.next();
      return row.getLong(1);
    }
  }

  private List<String> texts(String query) throws SQLException {
    List<String> texts = new ArrayList<>();
    try (Connection admin = log.database().asAdmin();
        Statement sql = admin.createStatement();
        ResultSet row = sql.executeQuery(query)) {
      while (row.next()) {
        texts.add(row.getString(1));
      }
    }
    return texts;
  }
}
