package jp.meishigura.audit.format;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.ObjectWriter;
import jakarta.inject.Singleton;
import java.io.IOException;
import jp.meishigura.audit.domain.log.AuditEvent;

/** Reads recorded events. Members that a newer producer has added are passed over, not refused. */
@Singleton
public class EventJson {

  private final ObjectReader reader;
  private final ObjectWriter writer;

  public EventJson(ObjectMapper json) {
    this.reader =
        json.readerFor(AuditEvent.class)
            .without(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .with(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);
    this.writer = json.writerFor(AuditEvent.class);
  }

  /**
   * @throws NotAnEvent when the bytes are no event, or one that could not be shown again
   */
  public AuditEvent read(byte[] recorded) throws NotAnEvent {
    try {
      AuditEvent event = reader.readValue(recorded);
      if (event == null) {
        throw new NotAnEvent();
      }
      // Half of a surrogate pair in details can be read but not written, and one such entry would
      // make every page that holds it unreadable.
      writer.writeValueAsBytes(event);
      return event;
    } catch (IOException e) {
      // Without the parser's words: they quote the input.
      throw new NotAnEvent();
    }
  }
}
