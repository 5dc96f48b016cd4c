package jp.meishigura.contacts.events;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** {@code jp.meishigura.purpose.registered.v1}. A later minor version may say more. */
@JsonIgnoreProperties(ignoreUnknown = true)
record PurposeRegistered(
    @Nullable String purpose,
    @Nullable Integer version,
    @Nullable List<String> fields,
    @Nullable Instant registeredAt) {}
