package jp.meishigura.audit.events;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import jp.meishigura.audit.domain.log.Arrival;
import jp.meishigura.audit.domain.log.AuditEvent;
import jp.meishigura.audit.domain.log.Log;
import jp.meishigura.audit.format.EventJson;
import jp.meishigura.audit.format.NotAnEvent;
import jp.meishigura.platform.audit.AuditTrail;
import jp.meishigura.platform.event.ReceivedEvent;
import jp.meishigura.platform.event.UnreadableEvent;
import jp.meishigura.platform.inbox.EventHandler;

/** Puts what the services recorded into the log, in the order in which Kafka gives it. */
@ApplicationScoped
public class RecordedEvents implements EventHandler {

  private final Log log;
  private final EventJson json;

  public RecordedEvents(Log log, EventJson json) {
    this.log = log;
    this.json = json;
  }

  @Override
  public String topic() {
    return AuditTrail.TOPIC;
  }

  @Override
  public Delivery delivery() {
    return Delivery.MANY_AS_SYSTEM;
  }

  @Override
  public void handle(List<ReceivedEvent> events) {
    log.append(events.stream().map(this::arrival).toList());
  }

  private Arrival arrival(ReceivedEvent received) {
    if (!received.type().equals(AuditTrail.TYPE)) {
      throw new UnreadableEvent("type is not " + AuditTrail.TYPE);
    }
    AuditEvent event;
    try {
      event = json.read(received.data());
    } catch (NotAnEvent e) {
      throw new UnreadableEvent("body is not a " + AuditTrail.TYPE);
    }
    // The envelope decides who may read the entry, the body what it says: they must agree.
    if (!event.tenant().equals(received.tenant())) {
      throw new UnreadableEvent("tenant of the body is not that of the envelope");
    }
    if (!event.id().equals(received.id())) {
      throw new UnreadableEvent("id of the body is not that of the envelope");
    }
    return new Arrival(event, received.data());
  }
}
