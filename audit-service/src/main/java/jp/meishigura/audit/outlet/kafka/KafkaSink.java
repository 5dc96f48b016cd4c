package jp.meishigura.audit.outlet.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Map.entry;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import jp.meishigura.audit.domain.outlet.ChainedEntry;
import jp.meishigura.audit.domain.outlet.Receiver;
import jp.meishigura.audit.format.SiemJson;
import jp.meishigura.audit.outlet.OutletsConfig;
import jp.meishigura.audit.outlet.Sink;
import jp.meishigura.platform.event.TopicIds;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.jspecify.annotations.Nullable;

/** A topic: what the broker has acknowledged is delivered. */
public final class KafkaSink implements Sink {

  /** An OCSF event is longer than the record it is made of, which may fill a message. */
  private static final int LONGEST = 4 * 1024 * 1024;

  private final String bootstrap;
  private final OutletsConfig.Kafka config;
  private final CloudEvent events;
  private final Supplier<TopicIds.Watch> watching;
  private @Nullable Receiver receiver;
  private TopicIds.@Nullable Watch watch;
  private volatile @Nullable Producer<String, byte[]> producer;

  /**
   * @param watching begins to watch whether the topic is still the same one
   */
  public KafkaSink(
      String bootstrap,
      OutletsConfig.Kafka config,
      SiemJson json,
      Supplier<TopicIds.Watch> watching) {
    this.bootstrap = bootstrap;
    this.config = config;
    this.watching = watching;
    this.events = new CloudEvent(config.format(), json);
  }

  @Override
  public void open() throws IOException {
    try {
      // Before anything is asked of it or sent to it: what follows may be lost with this one.
      watch = watching.get();
    } catch (KafkaException e) {
      throw new IOException("the topic cannot be had", e);
    }
    receiver = new Receiver(watch.id(), settings());
    int timeout = Math.toIntExact(config.timeout().toMillis());
    producer =
        new KafkaProducer<>(
            Map.ofEntries(
                entry(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrap),
                entry(ProducerConfig.CLIENT_ID_CONFIG, "audit-service-outlet-" + config.topic()),
                entry(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true),
                // Idempotence keeps the order of five requests under way, but not on a partition
                // that is new: there a broker was seen to refuse the first and to take the second.
                entry(ProducerConfig.MAX_IN_FLIGHT_REQUESTS_PER_CONNECTION, 1),
                entry(ProducerConfig.ACKS_CONFIG, "all"),
                entry(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, timeout),
                entry(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, timeout / 2),
                entry(ProducerConfig.MAX_BLOCK_MS_CONFIG, timeout / 2),
                entry(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, LONGEST)),
            new StringSerializer(),
            new ByteArraySerializer());
  }

  /**
   * How long the topic keeps a record. A compacted one is refused: of a tenant's entries, which
   * have one key, it would keep the last.
   */
  private Optional<Duration> settings() throws IOException {
    ConfigResource topic = new ConfigResource(ConfigResource.Type.TOPIC, config.topic());
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", bootstrap))) {
      Config found =
          admin
              .describeConfigs(List.of(topic))
              .all()
              .get(config.timeout().toMillis(), TimeUnit.MILLISECONDS)
              .get(topic);
      if (found == null
          || found.get(TopicConfig.CLEANUP_POLICY_CONFIG).value().contains("compact")) {
        throw new CompactedTopic();
      }
      long retention = Long.parseLong(found.get(TopicConfig.RETENTION_MS_CONFIG).value());
      return retention < 0 ? Optional.empty() : Optional.of(Duration.ofMillis(retention));
    } catch (ExecutionException | TimeoutException e) {
      throw new IOException("the topic's settings cannot be had", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
  }

  @Override
  public Optional<Receiver> receiver() {
    return Optional.ofNullable(receiver);
  }

  @Override
  public int overlap() {
    return 0;
  }

  @Override
  public void send(List<ChainedEntry> entries) throws IOException {
    Producer<String, byte[]> open = producer;
    if (open == null) {
      throw new IOException("not connected");
    }
    List<Future<RecordMetadata>> acks = new ArrayList<>(entries.size());
    try {
      for (ChainedEntry entry : entries) {
        acks.add(open.send(record(entry)));
      }
      open.flush();
      for (Future<RecordMetadata> ack : acks) {
        ack.get();
      }
    } catch (ExecutionException | KafkaException e) {
      throw new IOException("not acknowledged", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
  }

  private ProducerRecord<String, byte[]> record(ChainedEntry entry) {
    // One key, one partition, one order, however many partitions the topic has.
    String key = entry.entry().event().tenant().toString();
    ProducerRecord<String, byte[]> record =
        new ProducerRecord<>(config.topic(), key, events.data(entry));
    events
        .headers(entry)
        .forEach((name, value) -> record.headers().add(name, value.getBytes(UTF_8)));
    return record;
  }

  @Override
  public void check() throws IOException {
    try {
      if (watch != null) {
        watch.look();
      }
    } catch (KafkaException e) {
      throw new IOException("another topic", e);
    }
  }

  @Override
  public void close() {
    Producer<String, byte[]> open = producer;
    producer = null;
    if (open != null) {
      open.close(Duration.ZERO);
    }
  }

  @Override
  public void abort() {
    close();
  }
}
