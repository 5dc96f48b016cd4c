package jp.meishigura.platform.inbox;

import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
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

  /** Where this database's knowledge of a partition ends, if it has any. */
  OptionalLong position(TopicPartition partition) {
    return transactions.callAsSystem(() -> inbox.position(partition));
  }

  /** Returns when all records are handled or set aside; throws when they must be tried again. */
  void deliver(EventHandler handler, List<ConsumerRecord<String, byte[]>> records) {
    switch (handler.delivery()) {
      case EACH_IN_ITS_TENANT -> records.forEach(record -> deliverOne(handler, record));
      case MANY_AS_SYSTEM -> deliverMany(handler, records);
    }
  }

  private void deliverOne(EventHandler handler, ConsumerRecord<String, byte[]> record) {
    try {
      ReceivedEvent event = ReceivedEvent.of(record);
      // The alias is not part of an event's envelope; a handler that needs it reads the body.
      transactions.run(
          new Tenant(event.tenant(), ""), () -> handOver(handler, List.of(event), record));
    } catch (UnreadableEvent e) {
      setAside(record, e);
    }
  }

  private void deliverMany(EventHandler handler, List<ConsumerRecord<String, byte[]>> records) {
    List<ReceivedEvent> events = new ArrayList<>(records.size());
    for (ConsumerRecord<String, byte[]> record : records) {
      try {
        events.add(ReceivedEvent.of(record));
      } catch (UnreadableEvent e) {
        rejected.setAside(record, e);
      }
    }
    try {
      transactions.callAsSystem(() -> handOver(handler, events, records.getLast()));
    } catch (UnreadableEvent e) {
      // One of them spoils the batch: one by one, to find which.
      records.forEach(record -> deliverAlone(handler, record));
    }
  }

  private void deliverAlone(EventHandler handler, ConsumerRecord<String, byte[]> record) {
    try {
      ReceivedEvent event = ReceivedEvent.of(record);
      transactions.callAsSystem(() -> handOver(handler, List.of(event), record));
    } catch (UnreadableEvent e) {
      setAside(record, e);
    }
  }

  private void setAside(ConsumerRecord<String, byte[]> record, UnreadableEvent why) {
    rejected.setAside(record, why);
    transactions.callAsSystem(
        () -> inbox.unseen(List.of(), partition(record), record.offset() + 1));
  }

  private boolean handOver(
      EventHandler handler, List<ReceivedEvent> events, ConsumerRecord<String, byte[]> last) {
    List<ReceivedEvent> unseen = inbox.unseen(events, partition(last), last.offset() + 1);
    if (!unseen.isEmpty()) {
      handler.handle(unseen);
    }
    return true;
  }

  private static TopicPartition partition(ConsumerRecord<String, byte[]> record) {
    return new TopicPartition(record.topic(), record.partition());
  }
}
