package jp.meishigura.platform.outbox;

import static java.nio.charset.StandardCharsets.UTF_8;

import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Map;
import jp.meishigura.platform.event.EventHeaders;
import jp.meishigura.platform.service.PlatformConfig;
import jp.meishigura.platform.service.ServiceName;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;

/** The relay's connection to Kafka, made when first needed and made anew after a failure. */
@Singleton
class RelayProducer {

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

  synchronized Producer<String, byte[]> get() {
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
            ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG,
            timeout,
            ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG,
            timeout / 2,
            ProducerConfig.MAX_BLOCK_MS_CONFIG,
            timeout / 2),
        new StringSerializer(),
        new ByteArraySerializer());
  }

  ProducerRecord<String, byte[]> record(OutboxRow row) {
    ProducerRecord<String, byte[]> record =
        new ProducerRecord<>(
            config.topicPrefix() + row.topic(), row.key(), row.data().getBytes(UTF_8));
    EventHeaders.of(
            row.eventId(), row.type(), service.value(), row.tenantId(), row.subject(), row.at())
        .forEach((name, value) -> record.headers().add(name, value.getBytes(UTF_8)));
    return record;
  }

  synchronized void close() {
    if (producer != null) {
      producer.close(Duration.ZERO);
      producer = null;
    }
  }
}
