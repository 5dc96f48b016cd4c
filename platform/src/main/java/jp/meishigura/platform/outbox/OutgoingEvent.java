package jp.meishigura.platform.outbox;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An event that is to leave with the current transaction.
 *
 * @param topic the topic's name without the installation's prefix
 * @param key events of one key arrive in the order in which they were caused
 * @param subject the CloudEvents subject, a card for example
 * @param data becomes the JSON body; never personal data
 */
public record OutgoingEvent(
    UUID id,
    String topic,
    String key,
    String type,
    @Nullable String subject,
    Instant at,
    Object data) {

  public static OutgoingEvent of(
      String topic, String key, String type, @Nullable String subject, Instant at, Object data) {
    return new OutgoingEvent(UUID.randomUUID(), topic, key, type, subject, at, data);
  }
}
