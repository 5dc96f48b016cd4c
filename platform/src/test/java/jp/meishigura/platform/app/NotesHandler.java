package jp.meishigura.platform.app;

import static java.nio.charset.StandardCharsets.UTF_8;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import jp.meishigura.platform.event.ReceivedEvent;
import jp.meishigura.platform.event.UnreadableEvent;
import jp.meishigura.platform.inbox.EventHandler;

/** Writes down what it is given; fails where a test asks for it. */
@ApplicationScoped
public class NotesHandler implements EventHandler {

  private final List<String> handled = new CopyOnWriteArrayList<>();
  private final AtomicInteger failures = new AtomicInteger();

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
    for (ReceivedEvent event : events) {
      String text = new String(event.data(), UTF_8);
      if (text.startsWith("unreadable")) {
        throw new UnreadableEvent("asked for");
      }
      if (text.startsWith("twice") && failures.incrementAndGet() < 3) {
        throw new IllegalStateException("asked for");
      }
      handled.add(text);
    }
  }

  public List<String> handled() {
    return List.copyOf(handled);
  }
}
