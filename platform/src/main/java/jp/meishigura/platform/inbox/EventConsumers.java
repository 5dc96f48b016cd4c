package jp.meishigura.platform.inbox;

import io.quarkus.arc.All;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import jp.meishigura.platform.event.TopicIds;
import jp.meishigura.platform.service.PlatformConfig;
import jp.meishigura.platform.service.ServiceName;
import org.apache.kafka.clients.consumer.ConsumerConfig;

/** Starts one {@link ConsumerLoop} for each {@link EventHandler} of the service. */
@ApplicationScoped
public class EventConsumers {

  private final List<EventHandler> handlers;
  private final EventDelivery delivery;
  private final TopicIds topics;
  private final PlatformConfig config;
  private final ServiceName service;
  private volatile Map<EventHandler, ConsumerLoop> loops = Map.of();

  EventConsumers(
      @All List<EventHandler> handlers,
      EventDelivery delivery,
      TopicIds topics,
      PlatformConfig config,
      ServiceName service) {
    this.handlers = handlers;
    this.delivery = delivery;
    this.topics = topics;
    this.config = config;
    this.service = service;
  }

  /** Topics of which this database must first hear again what it had heard before. */
  public List<String> pending() {
    return handlers.stream()
        .filter(EventHandler::beforeServing)
        .filter(handler -> !caughtUp(handler))
        .map(EventHandler::topic)
        .toList();
  }

  private boolean caughtUp(EventHandler handler) {
    ConsumerLoop loop = loops.get(handler);
    return loop != null && loop.caughtUp();
  }

  /** Goes on where the database ends: for one that was put back under a running service. */
  public synchronized void readAgain() throws InterruptedException {
    stop();
    start();
  }

  void start(@Observes StartupEvent event) {
    start();
  }

  private synchronized void start() {
    Map<EventHandler, ConsumerLoop> fresh = new LinkedHashMap<>();
    for (EventHandler handler : handlers) {
      ConsumerLoop loop =
          new ConsumerLoop(
              config.topicPrefix() + handler.topic(),
              consumer(handler),
              handler,
              delivery,
              () -> topics.watch(config.topicPrefix() + handler.topic(), config.topicsCheck()));
      fresh.put(handler, loop);
    }
    loops = fresh;
    fresh.values().forEach(ConsumerLoop::start);
  }

  private Map<String, Object> consumer(EventHandler handler) {
    Map<String, Object> consumer =
        new HashMap<>(topics.consumer(service.value() + "-" + handler.topic()));
    // A group for each topic, so that one handler's trouble rebalances nobody else.
    consumer.put(
        ConsumerConfig.GROUP_ID_CONFIG,
        config.topicPrefix() + service.value() + "." + handler.topic());
    // A killed instance gives its partitions up soon: 6 s is the broker's minimum.
    consumer.put(ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG, 6_000);
    consumer.put(ConsumerConfig.HEARTBEAT_INTERVAL_MS_CONFIG, 2_000);
    switch (handler.delivery()) {
      // Kafka's own settings: an answer as soon as there is anything.
      case EACH_IN_ITS_TENANT -> {}
      // What is handled in batches gains by waiting a little.
      case MANY_AS_SYSTEM, MANY_AS_OFTEN_AS_THEY_COME -> {
        consumer.put(ConsumerConfig.FETCH_MIN_BYTES_CONFIG, 64 * 1024);
        consumer.put(ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG, 100);
      }
    }
    return consumer;
  }

  void stop(@Observes ShutdownEvent event) throws InterruptedException {
    stop();
  }

  private synchronized void stop() throws InterruptedException {
    Map<EventHandler, ConsumerLoop> old = loops;
    loops = Map.of();
    for (ConsumerLoop loop : old.values()) {
      loop.stop();
    }
  }
}
