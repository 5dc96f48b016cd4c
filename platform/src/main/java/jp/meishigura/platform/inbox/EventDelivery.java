package jp.meishigura.platform.inbox;

import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Supplier;
import jp.meishigura.platform.caller.Tenant;
import jp.meishigura.platform.event.ReceivedEvent;
import jp.meishigura.platform.event.UnreadableEvent;
import jp.meishigura.platform.tx.TenantTransactions;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;

/** Brings records to their handler: each event once, in the transaction that remembers it. */
@Singleton
class EventDelivery {

  private final TenantTransactions transactions;
  private final InboxTable inbox;
  private final RejectedEvents rejected;

  EventDelivery(TenantTransactions transactions, InboxTable inbox, RejectedEvents rejected) {
    this.transactions = transactions;
    this.inbox = inbox;
    this.rejected = rejected;
  }

  /** Where this database's knowledge of a partition of this very topic ends, if it has any. */
  OptionalLong position(TopicPartition partition, String topicId) {
    return transactions.callAsSystem(() -> inbox.position(partition, topicId));
  }

  /** Returns when all records are handled or set aside; throws when they must be tried again. */
  void deliver(EventHandler handler, String topicId, List<ConsumerRecord<String, byte[]>> records) {
    switch (handler.delivery()) {
      case EACH_IN_ITS_TENANT -> records.forEach(record -> deliverOne(handler, topicId, record));
      case MANY_AS_SYSTEM, MANY_AS_OFTEN_AS_THEY_COME -> deliverMany(handler, topicId, records);
    }
  }

  private void deliverOne(
      EventHandler handler, String topicId, ConsumerRecord<String, byte[]> record) {
    try {
      ReceivedEvent event = ReceivedEvent.of(record);
      Supplier<Runnable> work = () -> handOver(handler, List.of(event), record, topicId);
      // The alias is not part of an event's envelope; a handler that needs it reads the body.
      Runnable after =
          handler.delivery() == EventHandler.Delivery.EACH_IN_ITS_TENANT
              ? transactions.call(new Tenant(event.tenant(), ""), work)
              : transactions.callAsSystem(work);
      after.run();
    } catch (UnreadableEvent e) {
      rejected.setAside(record, e);
      transactions.callAsSystem(() -> inbox.unseen(List.of(), record, topicId));
    }
  }

  private void deliverMany(
      EventHandler handler, String topicId, List<ConsumerRecord<String, byte[]>> records) {
    List<ReceivedEvent> events = new ArrayList<>(records.size());
    for (ConsumerRecord<String, byte[]> record : records) {
      try {
        events.add(ReceivedEvent.of(record));
      } catch (UnreadableEvent e) {
        rejected.setAside(record, e);
      }
    }
    try {
      transactions.callAsSystem(() -> handOver(handler, events, records.getLast(), topicId)).run();
    } catch (UnreadableEvent e) {
      // One of them spoils the batch: one by one, to find which.
      records.forEach(record -> deliverOne(handler, topicId, record));
    }
  }

  private Runnable handOver(
      EventHandler handler,
      List<ReceivedEvent> events,
      ConsumerRecord<String, byte[]> last,
      String topicId) {
    if (handler.delivery() == EventHandler.Delivery.MANY_AS_OFTEN_AS_THEY_COME) {
      inbox.unseen(List.of(), last, topicId);
      return handler.handle(events, List.of());
    }
    List<ReceivedEvent> unseen = inbox.unseen(events, last, topicId);
    // By identity: the second of two copies within one batch is equal to the first.
    Set<ReceivedEvent> fresh = Collections.newSetFromMap(new IdentityHashMap<>());
    fresh.addAll(unseen);
    return handler.handle(unseen, events.stream().filter(one -> !fresh.contains(one)).toList());
  }
}
