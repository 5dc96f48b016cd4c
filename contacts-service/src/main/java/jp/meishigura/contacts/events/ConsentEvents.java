package jp.meishigura.contacts.events;

import static jp.meishigura.contacts.events.EventFields.required;

import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import jp.meishigura.contacts.app.StateLearning;
import jp.meishigura.contacts.domain.gate.ConsentStatus;
import jp.meishigura.contacts.domain.gate.ProcessingState;
import jp.meishigura.contacts.domain.view.ConsentNote;
import jp.meishigura.platform.caller.Tenant;
import jp.meishigura.platform.event.ReceivedEvent;
import jp.meishigura.platform.inbox.EventHandler;
import jp.meishigura.platform.tx.TenantScope;

/** Consent that was given, refused or withdrawn: cards open and lock. */
@ApplicationScoped
public class ConsentEvents implements EventHandler {

  static final String TYPE = "jp.meishigura.consent.changed.v1";

  private final StateLearning learning;
  private final ObjectMapper json;

  ConsentEvents(StateLearning learning, ObjectMapper json) {
    this.learning = learning;
    this.json = json;
  }

  @Override
  public String topic() {
    return "consent";
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
    ConsentChanged body = event.read(json, ConsentChanged.class);
    String alias = required(body.tenantAlias(), "tenantAlias");
    ProcessingState state =
        new ProcessingState(
            // A status that this version does not know permits nothing: the card locks.
            ConsentStatus.ofDpvName(required(body.status(), "status"))
                .orElse(ConsentStatus.NOT_ASKED),
            EventFields.known(required(body.fields(), "fields")),
            body.validUntil());
    ConsentNote note = new ConsentNote(required(body.purpose(), "purpose"), state);
    TenantScope.named(
        new Tenant(event.tenant(), alias),
        () ->
            learning.learn(
                required(body.card(), "card"),
                note,
                required(body.revision(), "revision"),
                required(body.at(), "at")));
  }
}
