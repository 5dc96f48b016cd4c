package jp.meishigura.platform.inbox;

import io.agroal.api.AgroalDataSource;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import jp.meishigura.platform.event.ReceivedEvent;

/** Which events were handled. */
@Singleton
class InboxTable {

  private final AgroalDataSource dataSource;

  InboxTable(AgroalDataSource dataSource) {
    this.dataSource = dataSource;
  }

  /** Remembers the events and returns those that were not known; in the current transaction. */
  List<ReceivedEvent> unseen(List<ReceivedEvent> events) {
    String sql =
        "insert into inbox (event_id) select distinct unnest(?::uuid[]) on conflict do nothing"
            + " returning event_id";
    Set<UUID> fresh = new HashSet<>();
    try (Connection connection = dataSource.getConnection();
        PreparedStatement insert = connection.prepareStatement(sql)) {
      insert.setArray(
          1, connection.createArrayOf("uuid", events.stream().map(ReceivedEvent::id).toArray()));
      try (ResultSet row = insert.executeQuery()) {
        while (row.next()) {
          fresh.add(row.getObject(1, UUID.class));
        }
      }
    } catch (SQLException e) {
      throw new IllegalStateException("The inbox could not be written.", e);
    }
    // remove(): the second of two copies within one batch is no news either.
    return events.stream().filter(event -> fresh.remove(event.id())).toList();
  }
}
