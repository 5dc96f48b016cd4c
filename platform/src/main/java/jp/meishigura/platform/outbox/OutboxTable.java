package jp.meishigura.platform.outbox;

import io.agroal.api.AgroalDataSource;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/** The relay's side of the outbox, inside a system transaction. */
@Singleton
class OutboxTable {

  /** Any number, the same in every instance of a service; databases are not shared by services. */
  private static final long LOCK = 0x6d65697368690001L;

  private final AgroalDataSource dataSource;

  OutboxTable(AgroalDataSource dataSource) {
    this.dataSource = dataSource;
  }

  /** Whether this instance is the one that publishes until the end of the transaction. */
  boolean becomeTheRelay() {
    try (Connection connection = dataSource.getConnection();
        PreparedStatement lock =
            connection.prepareStatement("select pg_try_advisory_xact_lock(?)")) {
      lock.setLong(1, LOCK);
      try (ResultSet row = lock.executeQuery()) {
        return row.next() && row.getBoolean(1);
      }
    } catch (SQLException e) {
      throw new IllegalStateException("The relay's lock could not be asked for.", e);
    }
  }

  List<OutboxRow> unpublished(int limit) {
    String sql =
        "select seq, event_id, tenant_id, topic, key, type, subject, at, data from outbox"
            + " where published_at is null order by seq limit ?";
    List<OutboxRow> rows = new ArrayList<>();
    try (Connection connection = dataSource.getConnection();
        PreparedStatement select = connection.prepareStatement(sql)) {
      select.setInt(1, limit);
      try (ResultSet row = select.executeQuery()) {
        while (row.next()) {
          rows.add(
              new OutboxRow(
                  row.getLong(1),
                  row.getObject(2, UUID.class),
                  row.getObject(3, UUID.class),
                  row.getString(4),
                  row.getString(5),
                  row.getString(6),
                  row.getString(7),
                  row.getObject(8, OffsetDateTime.class).toInstant(),
                  row.getString(9)));
        }
      }
    } catch (SQLException e) {
      throw new IllegalStateException("The outbox could not be read.", e);
    }
    return rows;
  }

  void markPublished(List<OutboxRow> rows) {
    try (Connection connection = dataSource.getConnection();
        PreparedStatement update =
            connection.prepareStatement(
                "update outbox set published_at = now() where seq = any(?)")) {
      update.setArray(
          1, connection.createArrayOf("bigint", rows.stream().map(OutboxRow::seq).toArray()));
      update.executeUpdate();
    } catch (SQLException e) {
      throw new IllegalStateException("Published rows could not be marked.", e);
    }
  }
}
