package jp.meishigura.audit.store;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import jp.meishigura.audit.LogUnderTest;
import jp.meishigura.audit.SampleEvent;
import jp.meishigura.audit.domain.log.Arrival;
import jp.meishigura.audit.domain.log.Log;
import jp.meishigura.audit.format.EventJson;
import jp.meishigura.audit.format.NotAnEvent;
import jp.meishigura.platform.caller.Tenant;
import jp.meishigura.platform.testing.FromStand;
import jp.meishigura.platform.testing.StandDatabase;
import jp.meishigura.platform.testing.StandResource;
import jp.meishigura.platform.testing.StandTopics;
import jp.meishigura.platform.testing.TestIssuer;
import jp.meishigura.platform.testing.TestTenants;
import jp.meishigura.platform.tx.TenantTransactions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The table itself: what the service's role can do to it, and how its numbers run. */
@QuarkusTest
@QuarkusTestResource(StandResource.class)
class LogTableTest {

  @FromStand StandDatabase database;
  @FromStand StandTopics topics;
  @FromStand TestIssuer issuer;

  @Inject Log table;
  @Inject EventJson json;
  @Inject TenantTransactions transactions;

  private final Tenant tenant = TestTenants.fresh();
  private LogUnderTest log;

  @BeforeEach
  void connect() {
    log = new LogUnderTest(database, topics, issuer);
  }

  private Arrival arrival(String action) {
    byte[] bytes = SampleEvent.of(tenant, action).bytes();
    try {
      return new Arrival(json.read(bytes), bytes);
    } catch (NotAnEvent e) {
      throw new IllegalStateException(e);
    }
  }

  private boolean append(Arrival... arrivals) {
    return transactions.callAsSystem(
        () -> {
          table.append(List.of(arrivals));
          return true;
        });
  }

  private long visible(String tenantSetting, String systemSetting) throws SQLException {
    try (Connection app = database.asApp();
        Statement sql = app.createStatement()) {
      sql.execute("select set_config('app.tenant', '" + tenantSetting + "', false)");
      sql.execute("select set_config('app.system', '" + systemSetting + "', false)");
      try (ResultSet row = sql.executeQuery("select count(*) from entries")) {
        row.next();
        return row.getLong(1);
      }
    }
  }

  @Test
  void row_level_security_alone_keeps_tenants_apart() throws SQLException {
    append(arrival("card.read"), arrival("card.reveal"));

    assertThat(visible(tenant.id().toString(), "")).isEqualTo(2);
    assertThat(visible(UUID.randomUUID().toString(), "")).isZero();
    assertThat(visible("", "")).isZero();
    assertThat(visible("", "on")).isZero();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "update entries set action = 'card.read'",
        "update entries set data = ''",
        "delete from entries",
        "truncate entries",
        "update log_head set size = size + 1",
        "insert into log_head values (true, 0)",
        "delete from log_head",
        "drop table entries",
        "alter table entries disable row level security",
        "alter table entries disable trigger all",
        "drop policy entries_read_by_tenant on entries",
        "set session_replication_role = replica",
      })
  void the_services_role_cannot_change_the_log(String attack) throws SQLException {
    append(arrival("card.reveal"));
    try (Connection app = database.asApp();
        Statement sql = app.createStatement()) {
      sql.execute("select set_config('app.tenant', '" + tenant.id() + "', false)");
      sql.execute("select set_config('app.system', 'on', false)");
      assertThatThrownBy(() -> sql.execute(attack))
          .isInstanceOfSatisfying(
              SQLException.class,
              e -> assertThat(e.getSQLState()).as("insufficient privilege").isEqualTo("42501"));
    }
    assertThat(
            log.number(
                "select count(*) from entries where tenant_id = ? and action = 'card.reveal'"
                    + " and length(data) > 0",
                tenant.id()))
        .isEqualTo(1);
    log.assertGapless();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "update entries set action = 'card.read'",
        "delete from entries",
        "truncate entries"
      })
  void even_the_owner_is_stopped_before_a_mistake(String mistake) {
    assertThatThrownBy(() -> database.asOwner(mistake))
        .hasStackTraceContaining("the log is append-only");
  }

  @ParameterizedTest
  @ValueSource(longs = {-1, 1, 1000})
  void an_entry_that_does_not_continue_the_log_is_refused(long offset) throws SQLException {
    append(arrival("card.read"));
    try (Connection app = database.asApp();
        Statement sql = app.createStatement()) {
      app.setAutoCommit(false);
      sql.execute("select set_config('app.system', 'on', true)");
      assertThatThrownBy(
              () ->
                  sql.execute(
                      "insert into entries (leaf_index, event_id, tenant_id, at, service,"
                          + " actor_kind, actor_id, action, decision, data)"
                          + " select size + ("
                          + offset
                          + "), gen_random_uuid(), gen_random_uuid(), now(), 's', 'system', 's',"
                          + " 'a.b', 'allowed', '' from log_head"))
          .isInstanceOfSatisfying(
              SQLException.class, e -> assertThat(e.getSQLState()).startsWith("23"));
      app.rollback();
    }
    log.assertGapless();
  }

  @Test
  void a_tenants_transaction_cannot_add_entries() {
    assertThatThrownBy(
            () -> transactions.run(tenant, () -> table.append(List.of(arrival("card.read")))))
        .hasMessage("The log could not be extended.");
  }

  @Test
  void a_rollback_leaves_no_gap() {
    append(arrival("card.read"));
    assertThatThrownBy(
            () ->
                transactions.callAsSystem(
                    () -> {
                      table.append(List.of(arrival("card.update"), arrival("card.update")));
                      throw new IllegalStateException("asked for");
                    }))
        .hasMessage("asked for");
    append(arrival("card.read"));

    assertThat(log.number("select count(*) from entries where tenant_id = ?", tenant.id()))
        .isEqualTo(2);
    log.assertGapless();
  }

  @Test
  void several_appenders_at_once_leave_no_gap_and_no_fork() throws Exception {
    try (ExecutorService appenders = Executors.newFixedThreadPool(4)) {
      List<Future<Boolean>> all = new ArrayList<>();
      for (int round = 0; round < 80; round++) {
        boolean fails = round % 3 == 0;
        all.add(appenders.submit(() -> fails ? appendAndFail() : append(five())));
      }
      for (Future<Boolean> one : all) {
        one.get();
      }
    }
    assertThat(log.number("select count(*) from entries where tenant_id = ?", tenant.id()))
        .isEqualTo(53 * 5);
    log.assertGapless();
  }

  private Arrival[] five() {
    return IntStream.range(0, 5).mapToObj(one -> arrival("card.read")).toArray(Arrival[]::new);
  }

  private boolean appendAndFail() {
    try {
      return transactions.callAsSystem(
          () -> {
            table.append(List.of(five()));
            throw new IllegalStateException("asked for");
          });
    } catch (IllegalStateException e) {
      return false;
    }
  }

  @Test
  void the_recorded_bytes_are_kept_as_they_came() throws SQLException {
    byte[] spelt =
        new String(SampleEvent.of(tenant, "card.read").bytes(), UTF_8)
            .replace("{\"id\"", "{ \"unknown\" : 1.0,\n \"id\"")
            .getBytes(UTF_8);
    try {
      append(new Arrival(json.read(spelt), spelt));
    } catch (NotAnEvent e) {
      throw new IllegalStateException(e);
    }
    try (Connection admin = database.asAdmin();
        Statement sql = admin.createStatement();
        ResultSet row =
            sql.executeQuery("select data from entries where tenant_id = '" + tenant.id() + "'")) {
      row.next();
      assertThat(row.getBytes(1)).isEqualTo(spelt);
    }
  }
}
