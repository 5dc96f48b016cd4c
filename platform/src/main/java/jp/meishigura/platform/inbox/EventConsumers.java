package jp.meishigura.platform.inbox;

import io.quarkus.arc.All;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import jp.meishigura.platform.service.PlatformConfig;
import jp.meishigura.platform.service.ServiceName;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Starts one {@link ConsumerLoop} for each {@link EventHandler} of the service. */
@ApplicationScoped
public class EventConsumers {

  private final List<EventHandler> handlers;
  private final EventDelivery delivery;
  private final PlatformConfig config;
  private final ServiceName service;
  private final String bootstrap;
  private volatile Map<EventHandler, ConsumerLoop> loops = Map.of();

  EventConsumers(
      @All List<EventHandler> handlers,
      EventDelivery delivery,
      PlatformConfig config,
      ServiceName service,
      @ConfigProperty(name = "kafka.bootstrap.servers") String bootstrap) {
    this.handlers = handlers;
    this.delivery = delivery;
    this.config = config;
    this.service = service;
    this.bootstrap = bootstrap;
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
              Map.of(
                  ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
                  bootstrap,
                  ConsumerConfig.GROUP_ID_CONFIG,
                  group(handler),
                  ConsumerConfig.CLIENT_ID_CONFIG,
                  service.value() + "-" + handler.topic(),
                  ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG,
                  false,
                  ConsumerConfig.AUTO_OFFSET_RESET_CONFIG,
                  "earliest",
                  // A killed instance gives its partitions up soon: 6 s is the broker's minimum.
                  ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG,
                  6_000,
                  ConsumerConfig.HEARTBEAT_INTERVAL_MS_CONFIG,
                  2_000,
                  ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG,
                  100,
                  ConsumerConfig.FETCH_MIN_BYTES_CONFIG,
                  fetchMinBytes(handler)),
              records -> delivery.deliver(handler, records),
              delivery::position);
      fresh.put(handler, loop);
    }
    loops = fresh;
    fresh.values().forEach(ConsumerLoop::start);
  }

  /** What is handled one by one must not wait; what is handled in batches gains by waiting. */
  private static int fetchMinBytes(EventHandler handler) {
    return switch (handler.delivery()) {
      case EACH_IN_ITS_TENANT -> 1;
      case MANY_AS_SYSTEM -> 64 * 1024;
    };
  }

  /** A group for each topic, so that one handler's trouble rebalances nobody else. */
  private String group(EventHandler handler) {
    return config.topicPrefix() + service.value() + "." + handler.topic();
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
