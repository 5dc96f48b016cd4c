package jp.meishigura.contacts.events;

import static jp.meishigura.contacts.events.EventFields.required;

import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import jp.meishigura.contacts.app.Reindexing;
import jp.meishigura.platform.caller.Tenant;
import jp.meishigura.platform.event.ReceivedEvent;
import jp.meishigura.platform.inbox.EventHandler;
import jp.meishigura.platform.tx.TenantScope;

/** That a tenant's index keys have a further version: one instance begins to index anew. */
@ApplicationScoped
public class IndexKeyEvents implements EventHandler {

  static final String ADDED = "jp.meishigura.keys.index-added.v1";

  private final Reindexing reindexing;
  private final ObjectMapper json;

  IndexKeyEvents(Reindexing reindexing, ObjectMapper json) {
    this.reindexing = reindexing;
    this.json = json;
  }

  @Override
  public String topic() {
    return "key-policy";
  }

  @Override
  public Delivery delivery() {
    return Delivery.EACH_IN_ITS_TENANT;
  }

  @Override
  public void handle(List<ReceivedEvent> events) {
    events.stream().filter(event -> event.type().equals(ADDED)).forEach(this::handle);
  }

  private void handle(ReceivedEvent event) {
    IndexKeyChanged body = event.read(json, IndexKeyChanged.class);
    String alias = required(body.tenantAlias(), "tenantAlias");
    int version = required(body.version(), "version");
    TenantScope.named(new Tenant(event.tenant(), alias), () -> reindexing.begin(version));
  }
}
