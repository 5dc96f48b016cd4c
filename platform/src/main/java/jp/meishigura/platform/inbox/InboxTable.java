package jp.meishigura.platform.inbox;

import io.agroal.api.AgroalDataSource;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashSet;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import java.util.UUID;
import jp.meishigura.platform.event.ReceivedEvent;
import org.apache.kafka.common.TopicPartition;

/** Which events were handled, and how far each topic. */
@Singleton
class InboxTable {

  private static final String REMEMBER =
      "with position as (insert into inbox_positions as known (topic, partition, next_offset)"
          + " values (?, ?, ?) on conflict (topic, partition)"
          + " do update set next_offset = excluded.next_offset)"
          + " insert into inbox (event_id) select distinct unnest(?::uuid[])"
          + " on conflict do nothing returning event_id";

  private static final String POSITION =
      "select next_offset from inbox_positions where topic = ? and partition = ?";

  private final AgroalDataSource dataSource;

  InboxTable(AgroalDataSource dataSource) {
    this.dataSource = dataSource;
  }

  /**
   * Remembers the events and returns those that were not known; in the current transaction.
   *
   * @param next where the topic goes on after them
   */
  List<ReceivedEvent> unseen(List<ReceivedEvent> events, TopicPartition partition, long next) {
    Set<UUID> fresh = new HashSet<>();
    try (Connection connection = dataSource.getConnection();
        PreparedStatement insert = connection.prepareStatement(REMEMBER)) {
      insert.setString(1, partition.topic());
      insert.setInt(2, partition.partition());
      insert.setLong(3, next);
      insert.setArray(
          4, connection.createArrayOf("uuid", events.stream().map(ReceivedEvent::id).toArray()));
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

  /** Where this database's knowledge of a partition ends, if it has any. */
  OptionalLong position(TopicPartition partition) {
    try (Connection connection = dataSource.getConnection();
        PreparedStatement select = connection.prepareStatement(POSITION)) {
      select.setString(1, partition.topic());
      select.setInt(2, partition.partition());
      try (ResultSet row = select.executeQuery()) {
        return row.next() ? OptionalLong.of(row.getLong(1)) : OptionalLong.empty();
      }
    } catch (SQLException e) {
      throw new IllegalStateException("The inbox's position could not be read.", e);
    }
  }
}
