package jp.meishigura.platform.event;

import io.quarkus.runtime.ShutdownEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.common.KafkaException;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;

/**
 * Kafka, asked for the identity of topics, which outlives neither their deletion nor their disk.
 */
@ApplicationScoped
public class TopicIds {

  private final String bootstrap;
  private @Nullable Admin admin;

  TopicIds(@ConfigProperty(name = "kafka.bootstrap.servers") String bootstrap) {
    this.bootstrap = bootstrap;
  }

  /**
   * The topics of an installation, by their names without its prefix.
   *
   * @throws KafkaException when there is nobody to ask
   */
  public Map<String, String> all(String prefix) {
    try {
      return admin().listTopics().listings().get().stream()
          .filter(topic -> topic.name().startsWith(prefix))
          .collect(
              Collectors.toMap(
                  topic -> topic.name().substring(prefix.length()),
                  topic -> topic.topicId().toString()));
    } catch (ExecutionException e) {
      throw new KafkaException("nobody tells which topics there are", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new KafkaException("interrupted", e);
    }
  }

  private String of(String topic) {
    String id = all(topic).get("");
    if (id == null) {
      throw new KafkaException("no such topic");
    }
    return id;
  }

  /** Watches one topic from now on. */
  public Watch watch(String topic, Duration every) {
    return new Watch(topic, every);
  }

  /** Notices that a topic is another one than it was when the watch began. */
  public final class Watch {

    private final String topic;
    private final Duration every;
    private final String id;
    private long asked = System.nanoTime();

    private Watch(String topic, Duration every) {
      this.topic = topic;
      this.every = every;
      this.id = of(topic);
    }

    /** The topic's identity when the watch began. */
    public String id() {
      return id;
    }

    /**
     * Asks Kafka if it is time to.
     *
     * @throws KafkaException when the topic was made anew: whoever reads it begins again
     */
    public void look() {
      if (System.nanoTime() - asked < every.toNanos()) {
        return;
      }
      asked = System.nanoTime();
      String now;
      try {
        now = of(topic);
      } catch (KafkaException e) {
        // A broker that is away says nothing of its topics.
        return;
      }
      if (!now.equals(id)) {
        throw new KafkaException("the topic was lost and made anew");
      }
    }
  }

  /** What all consumers have in common. */
  public Map<String, Object> consumer(String clientId) {
    return Map.of(
        ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
        bootstrap,
        ConsumerConfig.CLIENT_ID_CONFIG,
        clientId,
        ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG,
        false,
        ConsumerConfig.AUTO_OFFSET_RESET_CONFIG,
        "earliest");
  }

  private synchronized Admin admin() {
    if (admin == null) {
      admin =
          Admin.create(
              Map.of(
                  AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG,
                  bootstrap,
                  AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG,
                  5_000,
                  AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG,
                  5_000));
    }
    return admin;
  }

  synchronized void stop(@Observes ShutdownEvent event) {
    if (admin != null) {
      admin.close(Duration.ZERO);
    }
  }
}
