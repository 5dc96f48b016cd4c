package jp.meishigura.platform.event;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;

/**
 * An event as it came from Kafka.
 *
 * @param tenant whose event it is; set by the producing service, never by a caller
 * @param sequence its number, if it has one
 * @param data the JSON body, as it was sent
 */
public record ReceivedEvent(
    UUID id,
    String type,
    UUID tenant,
    @Nullable String subject,
    @Nullable Sequence sequence,
    String key,
    byte[] data) {

  /**
   * @throws UnreadableEvent when the body is not what its type promises
   */
  public <T> T read(ObjectMapper json, Class<T> as) {
    try {
      T body = json.readValue(data, as);
      if (body != null) {
        return body;
      }
    } catch (IOException | IllegalArgumentException e) {
      // told below, without the parser's words
    }
    throw new UnreadableEvent("body is not a " + type);
  }

  /**
   * @throws UnreadableEvent when it is no CloudEvent of ours
   */
  public static ReceivedEvent of(ConsumerRecord<String, byte[]> record) {
    if (record.value() == null || record.key() == null) {
      throw new UnreadableEvent("no key or no body");
    }
    return new ReceivedEvent(
        uuid(record, EventHeaders.ID),
        required(record, EventHeaders.TYPE),
        uuid(record, EventHeaders.TENANT),
        header(record, EventHeaders.SUBJECT),
        sequence(record),
        record.key(),
        record.value());
  }

  private static @Nullable Sequence sequence(ConsumerRecord<String, byte[]> record) {
    String number = header(record, EventHeaders.SEQUENCE);
    return number == null ? null : Sequence.of(required(record, EventHeaders.STREAM), number);
  }

  private static UUID uuid(ConsumerRecord<String, byte[]> record, String name) {
    try {
      return UUID.fromString(required(record, name));
    } catch (IllegalArgumentException e) {
      throw new UnreadableEvent(name + " is not a UUID");
    }
  }

  private static String required(ConsumerRecord<String, byte[]> record, String name) {
    String value = header(record, name);
    if (value == null) {
      throw new UnreadableEvent(name + " is missing");
    }
    return value;
  }

  private static @Nullable String header(ConsumerRecord<String, byte[]> record, String name) {
    Header header = record.headers().lastHeader(name);
    return header == null ? null : new String(header.value(), UTF_8);
  }
}
