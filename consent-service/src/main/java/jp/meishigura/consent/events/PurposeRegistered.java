package jp.meishigura.consent.events;

import java.time.Instant;
import java.util.List;
import java.util.UUID;

/** Body of {@code jp.meishigura.purpose.registered.v1}; its schema is in src/main/events. */
record PurposeRegistered(
    UUID tenant,
    String tenantAlias,
    String purpose,
    int version,
    List<String> fields,
    Instant registeredAt) {

  static final String TOPIC = "purposes";
  static final String TYPE = "jp.meishigura.purpose.registered.v1";
}
