package jp.meishigura.contacts.testing;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import jp.meishigura.platform.testing.StandDatabase;

/** Keeps the service from working on all cards, as another instance at work does. */
public final class HeldWorker implements AutoCloseable {

  /** As in KeyWorkTable. */
  private static final long WORKER = 0x6d65697368690004L;

  private final Connection holder;

  /** Returns when whoever works has ended its round. */
  public HeldWorker(StandDatabase database) {
    try {
      holder = database.asAdmin();
      try (Statement sql = holder.createStatement()) {
        sql.execute("select pg_advisory_lock(" + WORKER + ")");
      }
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() {
    try {
      holder.close();
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }
}
