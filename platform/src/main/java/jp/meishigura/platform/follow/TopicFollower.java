package jp.meishigura.platform.follow;

import java.util.List;
import jp.meishigura.platform.event.ReceivedEvent;

/**
 * Somebody who needs all events of a topic in every instance and after every start, from the
 * topic's beginning on. Declare it as a bean. Unlike {@link
 * jp.meishigura.platform.inbox.EventHandler} it shares its events with no other instance and is
 * told the same ones again, so that what it does must not depend on how often it is done.
 */
public interface TopicFollower {

  /** The topic's name without the installation's prefix. */
  String topic();

  /** Whether the service answers nobody before everything that is in the topic was applied. */
  boolean beforeServing();

  /** Whether this service needs it at all. */
  default boolean wanted() {
    return true;
  }

  /**
   * Applies events, those of one partition in their order. A {@link
   * jp.meishigura.platform.event.UnreadableEvent} sets one aside; any other failure is tried again
   * until it succeeds.
   */
  void apply(List<ReceivedEvent> events);
}
