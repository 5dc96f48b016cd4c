package jp.meishigura.platform.audit;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** An {@link AuditRecord} as it travels to audit-service. */
@JsonInclude(JsonInclude.Include.NON_NULL)
record RecordedEvent(
    UUID id,
    Instant at,
    String service,
    UUID tenant,
    String tenantAlias,
    @JsonUnwrapped AuditRecord record,
    @Nullable String correlation,
    @Nullable String address) {}
