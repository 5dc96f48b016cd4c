package jp.meishigura.platform.outbox;

import static java.nio.charset.StandardCharsets.UTF_8;

import jakarta.enterprise.context.Dependent;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import jp.meishigura.platform.event.EventHeaders;
import jp.meishigura.platform.service.PlatformConfig;
import jp.meishigura.platform.service.ServiceName;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;

/** A connection to Kafka for each who sends, made when first needed and anew after a failure. */
@Dependent
public class RelayProducer {

  private static final int BATCH_BYTES = 512 * 1024;

  private final String bootstrap;
  private final PlatformConfig config;
  private final ServiceName service;
  private @Nullable Producer<String, byte[]> producer;

  RelayProducer(
      @ConfigProperty(name = "kafka.bootstrap.servers") String bootstrap,
      PlatformConfig config,
      ServiceName service) {
    this.bootstrap = bootstrap;
    this.config = config;
    this.service = service;
  }

  private synchronized Producer<String, byte[]> get() {
    if (producer == null) {
      producer = connect();
    }
    return producer;
  }

  private Producer<String, byte[]> connect() {
    int timeout = Math.toIntExact(config.relay().deliveryTimeout().toMillis());
    return new KafkaProducer<>(
        Map.of(
            ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
            bootstrap,
            ProducerConfig.CLIENT_ID_CONFIG,
            service.value() + "-relay",
            // Order within a key, and no loss when a broker dies: KIP-98.
            ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG,
            true,
            ProducerConfig.ACKS_CONFIG,
            "all",
            // A relay's batch in one request: with Kafka's 16 kB it would be some twenty.
            ProducerConfig.BATCH_SIZE_CONFIG,
            BATCH_BYTES,
            ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG,
            timeout,
            ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG,
            timeout / 2,
            ProducerConfig.MAX_BLOCK_MS_CONFIG,
            timeout / 2),
        new StringSerializer(),
        new ByteArraySerializer());
  }

  /** Returns when the broker has acknowledged all of them. */
  public void send(List<OutboxRow> rows) {
    Producer<String, byte[]> connected = get();
    List<Future<RecordMetadata>> acks = new ArrayList<>(rows.size());
    for (OutboxRow row : rows) {
      acks.add(connected.send(record(row)));
    }
    connected.flush();
    try {
      for (Future<RecordMetadata> ack : acks) {
        ack.get();
      }
    } catch (ExecutionException e) {
      throw new KafkaException("not acknowledged", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new KafkaException("interrupted", e);
    }
  }

  private ProducerRecord<String, byte[]> record(OutboxRow row) {
    ProducerRecord<String, byte[]> record =
        new ProducerRecord<>(
            config.topicPrefix() + row.topic(), row.key(), row.data().getBytes(UTF_8));
    add(
        record,
        EventHeaders.of(
            row.eventId(), row.type(), service.value(), row.tenantId(), row.subject(), row.at()));
    if (row.sequence() != null) {
      add(record, EventHeaders.of(row.sequence()));
    }
    return record;
  }

  private static void add(ProducerRecord<String, byte[]> record, Map<String, String> headers) {
    headers.forEach((name, value) -> record.headers().add(name, value.getBytes(UTF_8)));
  }

  /** The next to be sent goes over a new connection. */
  public synchronized void close() {
    if (producer != null) {
      producer.close(Duration.ZERO);
      producer = null;
    }
  }
}
