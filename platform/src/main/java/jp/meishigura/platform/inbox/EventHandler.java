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

  /** How the events are handed over. */
  enum Delivery {
    /** One by one, each in a transaction of its tenant. */
    EACH_IN_ITS_TENANT,
    /** As many as have come, in one system transaction. */
    MANY_AS_SYSTEM
  }
}
