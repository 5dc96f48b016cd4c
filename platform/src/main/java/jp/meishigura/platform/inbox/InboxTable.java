package jp.meishigura.platform.inbox;

import jakarta.inject.Singleton;
import java.util.HashSet;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import java.util.UUID;
import jp.meishigura.platform.event.ReceivedEvent;
import jp.meishigura.platform.tx.Statements;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;

/** Which events were handled, and how far each topic. */
@Singleton
class InboxTable {

  private static final String REMEMBER =
      "with position as (insert into inbox_positions as known"
          + " (topic, partition, next_offset, topic_id) values (?, ?, ?, ?)"
          + " on conflict (topic, partition) do update"
          + " set next_offset = excluded.next_offset, topic_id = excluded.topic_id)"
          + " insert into inbox (event_id) select distinct unnest(?::uuid[])"
          + " on conflict do nothing returning event_id";

  private static final String POSITION =
      "select next_offset from inbox_positions where topic = ? and partition = ?"
          + " and coalesce(topic_id, ?) = ?";

  private final Statements statements;

  InboxTable(Statements statements) {
    this.statements = statements;
  }

  /**
   * Remembers the events and returns those that were not known; in the current transaction.
   *
   * @param last the partition goes on after it
   */
  List<ReceivedEvent> unseen(
      List<ReceivedEvent> events, ConsumerRecord<String, byte[]> last, String topicId) {
    Set<UUID> fresh =
        new HashSet<>(
            statements.select(
                row -> row.getObject(1, UUID.class),
                REMEMBER,
                last.topic(),
                last.partition(),
                last.offset() + 1,
                topicId,
                events.stream().map(ReceivedEvent::id).toList()));
    // remove(): the second of two copies within one batch is no news either.
    return events.stream().filter(event -> fresh.remove(event.id())).toList();
  }

  /**
   * Where this database's knowledge of a partition ends, if it has any of this very topic: none of
   * one that was lost and made anew under the same name.
   */
  OptionalLong position(TopicPartition partition, String topicId) {
    return statements
        .select(
            row -> row.getLong(1),
            POSITION,
            partition.topic(),
            partition.partition(),
            topicId,
            topicId)
        .stream()
        .mapToLong(Long::longValue)
        .findFirst();
  }
}
