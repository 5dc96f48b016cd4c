package jp.meishigura.platform.event;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An event as it came from Kafka.
 *
 * @param tenant whose event it is; set by the producing service, never by a caller
 * @param data the JSON body, as it was sent
 */
public record ReceivedEvent(
    UUID id, String type, UUID tenant, @Nullable String subject, String key, byte[] data) {

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
}
