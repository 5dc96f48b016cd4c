package jp.meishigura.audit;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import java.util.UUID;
import jp.meishigura.platform.testing.Stand;
import jp.meishigura.platform.testing.StandDatabase;
import org.flywaydb.core.Flyway;

/** A log of its own, without the service: to be filled, migrated and asked for plans. */
public final class LogDatabase implements AutoCloseable {

  private final StandDatabase database = StandDatabase.create(Stand.get());

  /** As every start of the service does. */
  public LogDatabase migrated() {
    migrate("latest");
    return this;
  }

  public void migrate(String target) {
    Flyway.configure()
        .dataSource(database.url(), database.owner(), database.password())
        .locations("classpath:db/platform", "classpath:db/migration")
        .outOfOrder(true)
        .placeholders(Map.of("app_role", database.app()))
        .target(target)
        .load()
        .migrate();
  }

  public StandDatabase database() {
    return database;
  }

  /** The service's role in a transaction of a tenant that never commits. */
  public Connection asTenant(UUID tenant) throws SQLException {
    Connection app = database.asApp();
    app.setAutoCommit(false);
    try (Statement sql = app.createStatement()) {
      sql.execute("select set_config('app.tenant', '" + tenant + "', false)");
    }
    return app;
  }

  public void asAdmin(String... statements) throws SQLException {
    try (Connection admin = database.asAdmin();
        Statement sql = admin.createStatement()) {
      for (String statement : statements) {
        sql.execute(statement);
      }
    }
  }

  public long number(String query) throws SQLException {
    try (Connection admin = database.asAdmin();
        Statement sql = admin.createStatement();
        ResultSet row = sql.executeQuery(query)) {
      row.next();
      return row.getLong(1);
    }
  }

  @Override
  public void close() {
    database.drop();
  }
}
