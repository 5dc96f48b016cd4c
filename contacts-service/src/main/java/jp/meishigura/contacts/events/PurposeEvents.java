package jp.meishigura.contacts.events;

import static jp.meishigura.contacts.events.EventFields.required;

import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import jp.meishigura.contacts.domain.gate.StatedPurpose;
import jp.meishigura.contacts.store.PurposeTable;
import jp.meishigura.platform.event.ReceivedEvent;
import jp.meishigura.platform.inbox.EventHandler;

/** Purposes that a privacy officer has registered: from now on they can be stated. */
@ApplicationScoped
public class PurposeEvents implements EventHandler {

  static final String TYPE = "jp.meishigura.purpose.registered.v1";

  private final PurposeTable purposes;
  private final ObjectMapper json;

  PurposeEvents(PurposeTable purposes, ObjectMapper json) {
    this.purposes = purposes;
    this.json = json;
  }

  @Override
  public String topic() {
    return "purposes";
  }

  @Override
  public Delivery delivery() {
    return Delivery.EACH_IN_ITS_TENANT;
  }

  @Override
  public boolean beforeServing() {
    return true;
  }

  @Override
  public void handle(List<ReceivedEvent> events) {
    events.stream().filter(event -> event.type().equals(TYPE)).forEach(this::handle);
  }

  private void handle(ReceivedEvent event) {
    PurposeRegistered body = event.read(json, PurposeRegistered.class);
    purposes.apply(
        new StatedPurpose.Registered(
            required(body.purpose(), "purpose"),
            EventFields.known(required(body.fields(), "fields"))),
        required(body.version(), "version"),
        required(body.registeredAt(), "registeredAt"));
  }
}
