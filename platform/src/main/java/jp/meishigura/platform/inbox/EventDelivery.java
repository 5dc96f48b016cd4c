package jp.meishigura.platform.inbox;

import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;
import jp.meishigura.platform.caller.Tenant;
import jp.meishigura.platform.event.ReceivedEvent;
import jp.meishigura.platform.event.UnreadableEvent;
import jp.meishigura.platform.tx.TenantTransactions;
import org.apache.kafka.clients.consumer.ConsumerRecord;

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
      transactions.run(new Tenant(event.tenant(), ""), () -> handOver(handler, List.of(event)));
    } catch (UnreadableEvent e) {
      rejected.setAside(record, e);
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
      transactions.callAsSystem(() -> handOver(handler, events));
    } catch (UnreadableEvent e) {
      // One of them spoils the batch: one by one, to find which.
      records.forEach(record -> deliverAlone(handler, record));
    }
  }

  private void deliverAlone(EventHandler handler, ConsumerRecord<String, byte[]> record) {
    try {
      ReceivedEvent event = ReceivedEvent.of(record);
      transactions.callAsSystem(() -> handOver(handler, List.of(event)));
    } catch (UnreadableEvent e) {
      rejected.setAside(record, e);
    }
  }

  private boolean handOver(EventHandler handler, List<ReceivedEvent> events) {
    List<ReceivedEvent> unseen = inbox.unseen(events);
    if (!unseen.isEmpty()) {
      handler.handle(unseen);
    }
    return true;
  }
}
