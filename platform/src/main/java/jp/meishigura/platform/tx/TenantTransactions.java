package jp.meishigura.platform.tx;

import io.agroal.api.AgroalDataSource;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Status;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.function.Supplier;
import jp.meishigura.platform.caller.Tenant;

/**
 * The only way to the database: a transaction that belongs to one tenant. The tenant is told to
 * Hibernate (which adds it to every query on an entity) and, for this transaction only, to
 * PostgreSQL, whose row-level security compares it once more with every row.
 */
@ApplicationScoped
public class TenantTransactions {

  /**
   * Two booleans and not the texts: the driver sends a result whose size it knows together with
   * BEGIN, and makes a round trip of its own before any other.
   */
  private static final String SET =
      "select set_config('app.tenant', ?, true) is null, set_config('app.system', ?, true) is null";

  private final AgroalDataSource dataSource;

  public TenantTransactions(AgroalDataSource dataSource) {
    this.dataSource = dataSource;
  }

  /** Runs in a new transaction of this tenant; commits before it returns. */
  public <T> T call(Tenant tenant, Supplier<T> work) {
    return ScopedValue.where(TenantScope.CURRENT, tenant)
        .call(() -> inTransaction(tenant.id().toString(), "", work));
  }

  /** Runs in a new transaction of this tenant; commits before it returns. */
  public void run(Tenant tenant, Runnable work) {
    call(
        tenant,
        () -> {
          work.run();
          return true;
        });
  }

  /**
   * Asks in a transaction that is this one statement.
   *
   * @throws IllegalStateException inside of another transaction, which would be left with another
   *     tenant
   */
  public <R> R ask(Tenant tenant, Question<R> question) {
    try (Connection connection = alone();
        PreparedStatement ask = connection.prepareStatement(Question.TENANT + question.sql())) {
      ask.setString(1, tenant.id().toString());
      question.bind(ask, 2);
      try (ResultSet row = ask.executeQuery()) {
        return question.read(row);
      }
    } catch (SQLException e) {
      throw new IllegalStateException("A tenant's rows could not be had.", e);
    }
  }

  /**
   * Runs in a new transaction that belongs to no tenant: for the relay, the inbox and schedulers.
   * It sees only tables whose policy admits the system by name.
   */
  public <T> T callAsSystem(Supplier<T> work) {
    return inTransaction("", "on", work);
  }

  private <T> T inTransaction(String tenant, String system, Supplier<T> work) {
    return QuarkusTransaction.requiringNew()
        .call(
            () -> {
              try (Connection connection = dataSource.getConnection();
                  PreparedStatement set = connection.prepareStatement(SET)) {
                set.setString(1, tenant);
                set.setString(2, system);
                set.execute();
              } catch (SQLException e) {
                throw new IllegalStateException("A tenant's transaction could not begin.", e);
              }
              return work.get();
            });
  }

  /** A connection whose every statement is a transaction. */
  private Connection alone() throws SQLException {
    if (QuarkusTransaction.getStatus() != Status.STATUS_NO_TRANSACTION) {
      throw new IllegalStateException("There is a transaction here already.");
    }
    return dataSource.getConnection();
  }
}
