package jp.meishigura.platform.inbox;

import java.util.List;
import jp.meishigura.platform.event.ReceivedEvent;

/** What a service does with the events of one topic. Declare it as a bean; the inbox calls it. */
public interface EventHandler {

  /** The topic's name without the installation's prefix. */
  String topic();

  /** How the events are handed over. */
  Delivery delivery();

  /**
   * Whether nobody is served, after a start, until this database has heard all that this service
   * had heard before: a database that was put back to an older day has not.
   */
  default boolean beforeServing() {
    return false;
  }

  /**
   * Handles events that were not handled before, in the transaction that remembers them. A {@link
   * jp.meishigura.platform.event.UnreadableEvent} sets the event aside; any other failure is tried
   * again until it succeeds, and nothing of that partition passes it meanwhile.
   */
  void handle(List<ReceivedEvent> events);

  /**
   * The same for whoever has an answer for events that come again.
   *
   * @param known events that were handled in an earlier transaction
   * @return what is done after the commit and before the topic goes on; if it fails, all come again
   */
  default Runnable handle(List<ReceivedEvent> events, List<ReceivedEvent> known) {
    if (!events.isEmpty()) {
      handle(events);
    }
    return () -> {};
  }

  /** How the events are handed over. */
  enum Delivery {
    /** One by one, each in a transaction of its tenant. */
    EACH_IN_ITS_TENANT,
    /** As many as have come, in one system transaction. */
    MANY_AS_SYSTEM,
    /** The same, again whenever they come again: for what may be done twice and comes often. */
    MANY_AS_OFTEN_AS_THEY_COME
  }
}
