package jp.meishigura.platform.event;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** CloudEvents 1.0 attributes as Kafka headers, binary mode (Kafka protocol binding §3.2). */
public final class EventHeaders {

  public static final String ID = "ce_id";
  public static final String TYPE = "ce_type";
  public static final String TENANT = "ce_tenant";
  public static final String SUBJECT = "ce_subject";
  public static final String SEQUENCE = "ce_sequence";
  public static final String STREAM = "ce_stream";

  private EventHeaders() {}

  public static Map<String, String> of(
      UUID id, String type, String service, UUID tenant, @Nullable String subject, Instant at) {
    Map<String, String> headers = new LinkedHashMap<>();
    headers.put("ce_specversion", "1.0");
    headers.put(ID, id.toString());
    headers.put(TYPE, type);
    headers.put("ce_source", "/meishigura/" + service);
    headers.put("ce_time", at.toString());
    headers.put(TENANT, tenant.toString());
    if (subject != null) {
      headers.put(SUBJECT, subject);
    }
    headers.put("content-type", "application/json");
    return headers;
  }

  /** Headers that tell an audit record's number beside all others. */
  public static Map<String, String> of(Sequence sequence) {
    return Map.of(SEQUENCE, sequence.text(), STREAM, sequence.stream().toString());
  }
}
