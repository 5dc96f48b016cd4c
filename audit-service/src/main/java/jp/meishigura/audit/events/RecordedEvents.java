package jp.meishigura.audit.events;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import jp.meishigura.audit.domain.log.Arrival;
import jp.meishigura.audit.domain.log.AuditEvent;
import jp.meishigura.audit.domain.log.Log;
import jp.meishigura.audit.domain.sequence.Streams.Stream;
import jp.meishigura.audit.events.Answers.Placed;
import jp.meishigura.audit.format.EventJson;
import jp.meishigura.audit.format.NotAnEvent;
import jp.meishigura.platform.audit.AuditTrail;
import jp.meishigura.platform.event.ReceivedEvent;
import jp.meishigura.platform.event.Sequence;
import jp.meishigura.platform.event.UnreadableEvent;
import jp.meishigura.platform.inbox.EventHandler;
import jp.meishigura.platform.outbox.OutgoingEvent;

/**
 * Puts what the services recorded into the log, in the order in which Kafka gives it, and answers
 * each of them with its place: also what comes again, because the first answer may be lost.
 */
@ApplicationScoped
public class RecordedEvents implements EventHandler {

  private final Log log;
  private final EventJson json;
  private final Answers answers;
  private final ReceiptSender out;

  public RecordedEvents(Log log, EventJson json, Answers answers, ReceiptSender out) {
    this.log = log;
    this.json = json;
    this.answers = answers;
    this.out = out;
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
    handle(events, List.of()).run();
  }

  @Override
  public Runnable handle(List<ReceivedEvent> events, List<ReceivedEvent> known) {
    List<Arrival> arrivals = events.stream().map(this::arrival).toList();
    List<Placed> placed = new ArrayList<>();
    if (!arrivals.isEmpty()) {
      long first = log.append(arrivals);
      for (int i = 0; i < arrivals.size(); i++) {
        add(placed, events.get(i), arrivals.get(i), first + i, true);
      }
    }
    again(placed, known);
    // Sent after the commit: what is not in the log gets no receipt. Kafka is told that these
    // events were handled only after it, so that a killed service is given them once more.
    List<OutgoingEvent> receipts = answers.receipts(placed);
    return () -> out.send(receipts);
  }

  private void again(List<Placed> placed, List<ReceivedEvent> known) {
    if (known.isEmpty()) {
      return;
    }
    Map<UUID, Long> places = log.places(known.stream().map(ReceivedEvent::id).toList());
    for (ReceivedEvent event : known) {
      Long place = places.get(event.id());
      if (place != null) {
        add(placed, event, arrival(event), place, false);
      }
    }
  }

  private static void add(
      List<Placed> placed, ReceivedEvent received, Arrival arrival, long leaf, boolean fresh) {
    Sequence sequence = received.sequence();
    if (sequence != null) {
      placed.add(
          new Placed(
              new Stream(arrival.event().service(), sequence.stream()),
              sequence.number(),
              received.id(),
              leaf,
              fresh));
    }
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
