package jp.meishigura.audit.store;

import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import jp.meishigura.audit.Config;
import jp.meishigura.audit.domain.log.TakesTooLong;

/** How long PostgreSQL may work on one question of people. */
@Singleton
final class QueryTime {

  /** SQLSTATE of a statement that was cancelled, here by its timeout. */
  private static final String CANCELLED = "57014";

  private final Duration time;

  QueryTime(Config config) {
    this.time = config.queryTime();
  }

  /** For the statements of this transaction. */
  void limit(Connection connection) throws SQLException {
    try (PreparedStatement set =
        connection.prepareStatement("select set_config('statement_timeout', ?, true)")) {
      set.setString(1, time.toMillis() + "ms");
      set.execute();
    }
  }

  static RuntimeException failed(SQLException e) {
    return CANCELLED.equals(e.getSQLState())
        ? new TakesTooLong()
        : new IllegalStateException("The log could not be read.", e);
  }
}
