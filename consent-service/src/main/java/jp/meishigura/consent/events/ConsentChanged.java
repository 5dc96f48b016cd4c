package jp.meishigura.consent.events;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Body of {@code jp.meishigura.consent.changed.v1}; its schema is in src/main/events. */
@JsonInclude(JsonInclude.Include.NON_NULL)
record ConsentChanged(
    UUID tenant,
    String tenantAlias,
    UUID card,
    String purpose,
    int purposeVersion,
    String status,
    List<String> fields,
    @Nullable Instant validUntil,
    long revision,
    Instant at) {

  static final String TOPIC = "consent";
  static final String TYPE = "jp.meishigura.consent.changed.v1";
}
