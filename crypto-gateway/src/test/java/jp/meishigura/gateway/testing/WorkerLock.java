package jp.meishigura.gateway.testing;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import jp.meishigura.platform.testing.StandDatabase;

/** Holds the lock of the rotations' worker, as another instance does while it works. */
public final class WorkerLock implements AutoCloseable {

  private final Connection connection;

  public WorkerLock(StandDatabase database) throws SQLException {
    connection = database.asAdmin();
    connection.setAutoCommit(false);
    try (Statement sql = connection.createStatement()) {
      sql.execute("select pg_advisory_xact_lock(" + 0x6d65697368690002L + ")");
    }
  }

  @Override
  public void close() throws SQLException {
    connection.rollback();
    connection.close();
  }
}
