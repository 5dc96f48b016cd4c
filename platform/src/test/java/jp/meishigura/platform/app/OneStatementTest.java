package jp.meishigura.platform.app;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.agroal.api.AgroalDataSource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import jp.meishigura.platform.audit.AuditRecord;
import jp.meishigura.platform.audit.AuditTrail;
import jp.meishigura.platform.caller.Tenant;
import jp.meishigura.platform.testing.FromStand;
import jp.meishigura.platform.testing.StandDatabase;
import jp.meishigura.platform.testing.StandResource;
import jp.meishigura.platform.testing.StandTopics;
import jp.meishigura.platform.testing.TestTenants;
import jp.meishigura.platform.tx.Condition;
import jp.meishigura.platform.tx.Question;
import jp.meishigura.platform.tx.TenantTransactions;
import org.junit.jupiter.api.Test;

/** Transactions of one statement: the same walls as around many. */
@QuarkusTest
@QuarkusTestResource(StandResource.class)
class OneStatementTest {

  private static final Duration SOON = Duration.ofSeconds(20);

  @FromStand StandDatabase database;
  @FromStand StandTopics topics;

  @Inject TenantTransactions transactions;
  @Inject AuditTrail trail;
  @Inject AgroalDataSource dataSource;

  private final Tenant tenant = TestTenants.fresh();
  private final AuditRecord.Actor actor = AuditRecord.Actor.system("a-test");

  private record Holds(String sql) implements Condition {
    @Override
    public List<Column> columns() {
      return List.of();
    }

    @Override
    public List<Object> values() {
      return List.of();
    }
  }

  /** A row of a tenant, written by whoever asks; how many were. */
  private record Remembered(UUID tenant, String key) implements Question<Integer> {
    @Override
    public String sql() {
      return "insert into idempotency_keys (tenant_id, caller_id, key, fingerprint)"
          + " select ?, 'x', ?, '' from tenant returning true";
    }

    @Override
    public void bind(PreparedStatement statement, int first) throws SQLException {
      statement.setObject(first, tenant);
      statement.setString(first + 1, key);
    }

    @Override
    public Integer read(ResultSet row) throws SQLException {
      int rows = 0;
      while (row.next()) {
        rows++;
      }
      return rows;
    }
  }

  /** How many rows of a table there are for the tenant that is asked as. */
  private record Count(String from) implements Question<Long> {
    @Override
    public String sql() {
      return "select count(*) from tenant " + from;
    }

    @Override
    public void bind(PreparedStatement statement, int first) {}

    @Override
    public Long read(ResultSet row) throws SQLException {
      row.next();
      return row.getLong(1);
    }
  }

  @Test
  void a_record_is_written_and_sent_if_its_condition_holds() {
    UUID card = UUID.randomUUID();
    AuditRecord record = AuditRecord.of("a.b", actor).card(card);

    assertThat(trail.recordIf(tenant, record, new Holds("tenant.id is null"))).isFalse();
    assertThat(rows(card)).isZero();
    assertThat(trail.recordIf(tenant, record, new Holds("tenant.id is not null"))).isTrue();

    assertThat(rows(card)).isEqualTo(1);
    assertThat(
            topics.readUntil(
                "audit", sent -> new String(sent.value(), UTF_8).contains(card.toString()), SOON))
        .isNotEmpty();
  }

  @Test
  void inside_of_another_transaction_it_is_refused() {
    AuditRecord record = AuditRecord.of("a.b", actor).card(UUID.randomUUID());
    Tenant other = TestTenants.fresh();

    transactions.run(
        other,
        () -> {
          assertThatThrownBy(() -> trail.recordIf(tenant, record, new Holds("true")))
              .isInstanceOf(IllegalStateException.class);
          assertThatThrownBy(() -> transactions.ask(tenant, new Count("")))
              .isInstanceOf(IllegalStateException.class);
        });

    assertThat(rows(Objects.requireNonNull(record.card()))).isZero();
  }

  @Test
  void postgresql_shows_the_tenants_rows_and_no_others() {
    String own = "join idempotency_keys k on k.tenant_id = tenant.id";
    String any = "cross join idempotency_keys k";
    Tenant other = TestTenants.fresh();
    assertThat(transactions.ask(tenant, new Remembered(tenant.id(), "x"))).isEqualTo(1);

    assertThat(transactions.ask(tenant, new Count(own))).isEqualTo(1);
    assertThat(transactions.ask(tenant, new Count(any))).isLessThanOrEqualTo(1);
    assertThat(transactions.ask(other, new Count(own))).isZero();
    assertThat(transactions.ask(other, new Count(any))).isZero();
    assertThatThrownBy(() -> transactions.ask(other, new Remembered(tenant.id(), "y")))
        .isInstanceOf(IllegalStateException.class);
  }

  @Test
  void the_tenant_goes_with_its_statement() throws SQLException {
    for (int i = 0; i < 20; i++) {
      transactions.ask(tenant, new Count(""));
      try (Connection next = dataSource.getConnection();
          Statement sql = next.createStatement();
          ResultSet row = sql.executeQuery("select current_setting('app.tenant', true)")) {
        row.next();
        assertThat(row.getString(1)).isNullOrEmpty();
      }
    }
  }

  private long rows(UUID card) {
    try (Connection admin = database.asAdmin();
        Statement sql = admin.createStatement();
        ResultSet row =
            sql.executeQuery("select count(*) from outbox where subject = '" + card + "'")) {
      row.next();
      return row.getLong(1);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }
}
