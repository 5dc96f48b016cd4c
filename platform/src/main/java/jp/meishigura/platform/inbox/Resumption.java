package jp.meishigura.platform.inbox;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * Goes on where both Kafka and the database say that everything before was handled, and from the
 * beginning where either knows nothing. So nothing is lost when one of them was put back to an
 * older day; what was handled already is known to the inbox.
 *
 * @param position where the database's knowledge of a partition ends
 */
record Resumption(
    KafkaConsumer<String, byte[]> consumer, Function<TopicPartition, OptionalLong> position)
    implements ConsumerRebalanceListener {

  @Override
  public void onPartitionsRevoked(Collection<TopicPartition> partitions) {}

  @Override
  public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
    for (TopicPartition partition : partitions) {
      @Nullable OffsetAndMetadata committed = consumer.committed(Set.of(partition)).get(partition);
      OptionalLong stored = position.apply(partition);
      if (committed == null || stored.isEmpty()) {
        consumer.seekToBeginning(List.of(partition));
      } else {
        consumer.seek(partition, Math.min(committed.offset(), stored.getAsLong()));
      }
    }
  }

  /** How far the group has come in each of a topic's partitions, whoever of it has them. */
  Map<TopicPartition, Long> heard(String topic) {
    Set<TopicPartition> partitions =
        consumer.partitionsFor(topic).stream()
            .map(info -> new TopicPartition(info.topic(), info.partition()))
            .collect(Collectors.toSet());
    Map<TopicPartition, Long> heard = new HashMap<>();
    consumer
        .committed(partitions)
        .forEach(
            (partition, committed) -> {
              if (committed != null) {
                heard.put(partition, committed.offset());
              }
            });
    return heard;
  }

  /** Whether the database has come that far too. */
  boolean knows(Map<TopicPartition, Long> heard) {
    return heard.entrySet().stream()
        .allMatch(one -> position.apply(one.getKey()).orElse(0) >= one.getValue());
  }
}
