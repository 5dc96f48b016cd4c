package jp.meishigura.audit.events;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.runtime.ShutdownEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.List;
import java.util.UUID;
import jp.meishigura.platform.outbox.OutboxRow;
import jp.meishigura.platform.outbox.OutgoingEvent;
import jp.meishigura.platform.outbox.RelayProducer;

/** Sends receipts. They are kept nowhere: whoever misses one sends its record again. */
@ApplicationScoped
public class ReceiptSender {

  /** Receipts are of no tenant. */
  private static final UUID NOBODY = new UUID(0, 0);

  private final RelayProducer producer;
  private final ObjectMapper json;

  ReceiptSender(RelayProducer producer, ObjectMapper json) {
    this.producer = producer;
    this.json = json;
  }

  /** Returns when the broker has acknowledged all of them. */
  void send(List<OutgoingEvent> receipts) {
    if (receipts.isEmpty()) {
      return;
    }
    try {
      producer.send(receipts.stream().map(this::row).toList());
    } catch (RuntimeException e) {
      producer.close();
      throw e;
    }
  }

  private OutboxRow row(OutgoingEvent receipt) {
    try {
      return new OutboxRow(
          0,
          receipt.id(),
          NOBODY,
          receipt.topic(),
          receipt.key(),
          receipt.type(),
          receipt.subject(),
          receipt.at(),
          json.writeValueAsString(receipt.data()),
          null);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("A receipt cannot be written as JSON.", e);
    }
  }

  void stop(@Observes ShutdownEvent event) {
    producer.close();
  }
}
