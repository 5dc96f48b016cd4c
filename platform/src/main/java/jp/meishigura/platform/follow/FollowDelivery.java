package jp.meishigura.platform.follow;

import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;
import jp.meishigura.platform.event.ReceivedEvent;
import jp.meishigura.platform.event.UnreadableEvent;
import jp.meishigura.platform.inbox.RejectedEvents;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Brings records to their follower; those that nobody can read are set aside. */
@Singleton
class FollowDelivery {

  private final RejectedEvents rejected;

  FollowDelivery(RejectedEvents rejected) {
    this.rejected = rejected;
  }

  void deliver(TopicFollower follower, List<ConsumerRecord<String, byte[]>> records) {
    List<ConsumerRecord<String, byte[]>> readable = new ArrayList<>(records.size());
    List<ReceivedEvent> events = new ArrayList<>(records.size());
    for (ConsumerRecord<String, byte[]> record : records) {
      try {
        events.add(ReceivedEvent.of(record));
        readable.add(record);
      } catch (UnreadableEvent e) {
        rejected.setAside(record, e);
      }
    }
    try {
      follower.apply(events);
    } catch (UnreadableEvent e) {
      // One of them spoils the batch: one by one, to find which.
      readable.forEach(record -> deliverAlone(follower, record));
    }
  }

  private void deliverAlone(TopicFollower follower, ConsumerRecord<String, byte[]> record) {
    try {
      follower.apply(List.of(ReceivedEvent.of(record)));
    } catch (UnreadableEvent e) {
      rejected.setAside(record, e);
    }
  }
}
