package jp.meishigura.contacts.events;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** {@code jp.meishigura.consent.changed.v1}. A later minor version may say more. */
@JsonIgnoreProperties(ignoreUnknown = true)
record ConsentChanged(
    @Nullable String tenantAlias,
    @Nullable UUID card,
    @Nullable String purpose,
    @Nullable String status,
    @Nullable List<String> fields,
    @Nullable Instant validUntil,
    @Nullable Long revision,
    @Nullable Instant at) {}
