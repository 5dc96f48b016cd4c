package jp.meishigura.platform.inbox;

import static java.nio.charset.StandardCharsets.UTF_8;

import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import jp.meishigura.platform.caller.Tenant;
import jp.meishigura.platform.event.EventHeaders;
import jp.meishigura.platform.event.ReceivedEvent;
import jp.meishigura.platform.event.UnreadableEvent;
import jp.meishigura.platform.tx.TenantTransactions;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Brings records to their handler: each event once, in the transaction that remembers it. */
@Singleton
class EventDelivery {

  private static final Logger LOG = Logger.getLogger(EventDelivery.class);

  private final TenantTransactions transactions;
  private final InboxTable inbox;

  EventDelivery(TenantTransactions transactions, InboxTable inbox) {
    this.transactions = transactions;
    this.inbox = inbox;
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
      ReceivedEvent event = parse(record);
      // The alias is not part of an event's envelope; a handler that needs it reads the body.
      transactions.run(new Tenant(event.tenant(), ""), () -> handOver(handler, List.of(event)));
    } catch (UnreadableEvent e) {
      setAside(record, e);
    }
  }

  private void deliverMany(EventHandler handler, List<ConsumerRecord<String, byte[]>> records) {
    List<ReceivedEvent> events = new ArrayList<>(records.size());
    for (ConsumerRecord<String, byte[]> record : records) {
      try {
        events.add(parse(record));
      } catch (UnreadableEvent e) {
        setAside(record, e);
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
      ReceivedEvent event = parse(record);
      transactions.callAsSystem(() -> handOver(handler, List.of(event)));
    } catch (UnreadableEvent e) {
      setAside(record, e);
    }
  }

  private boolean handOver(EventHandler handler, List<ReceivedEvent> events) {
    List<ReceivedEvent> unseen = inbox.unseen(events);
    if (!unseen.isEmpty()) {
      handler.handle(unseen);
    }
    return true;
  }

  private void setAside(ConsumerRecord<String, byte[]> record, UnreadableEvent why) {
    LOG.errorf(
        "Set aside %s-%d@%d: %s",
        record.topic(), record.partition(), record.offset(), why.getMessage());
    transactions.callAsSystem(
        () -> {
          inbox.setAside(record, String.valueOf(why.getMessage()));
          return true;
        });
  }

  private static ReceivedEvent parse(ConsumerRecord<String, byte[]> record) {
    if (record.value() == null || record.key() == null) {
      throw new UnreadableEvent("no key or no body");
    }
    return new ReceivedEvent(
        uuid(record, EventHeaders.ID),
        required(record, EventHeaders.TYPE),
        uuid(record, EventHeaders.TENANT),
        header(record, EventHeaders.SUBJECT),
        record.key(),
        record.value());
  }

  private static UUID uuid(ConsumerRecord<String, byte[]> record, String name) {
    try {
      return UUID.fromString(required(record, name));
    } catch (IllegalArgumentException e) {
      throw new UnreadableEvent(name + " is not a UUID");
    }
  }

  private static String required(ConsumerRecord<String, byte[]> record, String name) {
    String value = header(record, name);
    if (value == null) {
      throw new UnreadableEvent(name + " is missing");
    }
    return value;
  }

  private static @Nullable String header(ConsumerRecord<String, byte[]> record, String name) {
    Header header = record.headers().lastHeader(name);
    return header == null ? null : new String(header.value(), UTF_8);
  }
}
