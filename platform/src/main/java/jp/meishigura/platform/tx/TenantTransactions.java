package jp.meishigura.platform.tx;

import io.agroal.api.AgroalDataSource;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.function.Function;
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

  /** The other setting is empty at the beginning of any transaction. */
  private static final String SET_AND =
      "with tenant as materialized (select set_config('app.tenant', ?, true)::uuid as id) ";

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

  /** The same, with the answer to what is asked first. */
  public <R, T> T call(Tenant tenant, FirstQuery<R> first, Function<R, T> work) {
    return ScopedValue.where(TenantScope.CURRENT, tenant)
        .call(() -> QuarkusTransaction.requiringNew().call(() -> work.apply(ask(tenant, first))));
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
                throw notSet(e);
              }
              return work.get();
            });
  }

  private <R> R ask(Tenant tenant, FirstQuery<R> first) {
    try (Connection connection = dataSource.getConnection();
        PreparedStatement ask = connection.prepareStatement(SET_AND + first.sql())) {
      ask.setString(1, tenant.id().toString());
      first.bind(ask, 2);
      try (ResultSet row = ask.executeQuery()) {
        return first.read(row);
      }
    } catch (SQLException e) {
      throw notSet(e);
    }
  }

  private static IllegalStateException notSet(SQLException e) {
    return new IllegalStateException("A tenant's transaction could not begin.", e);
  }
}
