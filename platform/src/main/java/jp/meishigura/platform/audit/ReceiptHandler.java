package jp.meishigura.platform.audit;

import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import jp.meishigura.platform.event.ReceivedEvent;
import jp.meishigura.platform.event.UnreadableEvent;
import jp.meishigura.platform.inbox.EventHandler;
import jp.meishigura.platform.service.ServiceName;
import jp.meishigura.platform.tx.Statements;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Lets audit records go that are in the log. Receipts of other services, of another stream, for
 * numbers that were never given or for another event change nothing.
 */
@ApplicationScoped
public class ReceiptHandler implements EventHandler {

  private static final Logger LOG = Logger.getLogger(ReceiptHandler.class);

  private static final String RENEW =
      "update audit_stream set stream = gen_random_uuid(), next_number = 0 where stream = ?";

  private final Statements statements;
  private final ObjectMapper json;
  private final ServiceName service;

  ReceiptHandler(Statements statements, ObjectMapper json, ServiceName service) {
    this.statements = statements;
    this.json = json;
    this.service = service;
  }

  @Override
  public String topic() {
    return Receipts.TOPIC;
  }

  @Override
  public Delivery delivery() {
    return Delivery.MANY_AS_OFTEN_AS_THEY_COME;
  }

  @Override
  public void handle(List<ReceivedEvent> events) {
    // The key is the producer: bodies that are for others are not even read.
    events.stream()
        .filter(event -> event.key().equals(service.value()))
        .map(this::read)
        .forEach(this::apply);
  }

  private Receipts read(ReceivedEvent event) {
    Receipts receipts = event.read(json, Receipts.class);
    if (!event.type().equals(Receipts.TYPE)
        || receipts.stream() == null
        || receipts.receipts() == null
        || !receipts.receipts().stream().allMatch(ReceiptHandler::possible)) {
      throw new UnreadableEvent("not a " + Receipts.TYPE);
    }
    return receipts;
  }

  private static boolean possible(Receipts.@Nullable Run run) {
    return run != null
        && run.events() != null
        && !run.events().isEmpty()
        && run.number() >= 0
        && run.number() <= Long.MAX_VALUE - run.events().size();
  }

  private void apply(Receipts receipts) {
    if (receipts.renew() && statements.update(RENEW, receipts.stream()) > 0) {
      LOG.warn(
          "This database has given out numbers of audit records a second time, as an older copy"
              + " does: it goes on in a new stream.");
    }
    for (Receipts.Run run : receipts.receipts()) {
      statements.select(
          row -> true,
          "select purge_answered(?, ?, ?)",
          receipts.stream(),
          run.number(),
          run.events());
    }
  }
}
