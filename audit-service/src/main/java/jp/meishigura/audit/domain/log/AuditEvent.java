package jp.meishigura.audit.domain.log;

import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What a service says that somebody did or was refused. Members as in {@code
 * jp.meishigura.audit.recorded.v1}.
 *
 * @param action one of {@link Action}, or a newer one that this version does not know yet
 * @param fields names of the fields concerned, never their values
 * @param correlation joins what one request caused in several services
 * @param address that the request came from, as the service's connection has it
 */
public record AuditEvent(
    UUID id,
    Instant at,
    String service,
    UUID tenant,
    String tenantAlias,
    Actor actor,
    String action,
    Decision decision,
    @Nullable String reason,
    @Nullable UUID card,
    @Nullable String purpose,
    List<String> fields,
    Map<String, Object> details,
    @Nullable String correlation,
    @Nullable String address) {

  /**
   * @throws IllegalArgumentException naming the member that is not as it must be
   */
  public AuditEvent {
    Plain.present(id, "id");
    Plain.instant(at, "at");
    Plain.text(service, "service");
    Plain.present(tenant, "tenant");
    Plain.text(tenantAlias, "tenantAlias");
    Plain.present(actor, "actor");
    Plain.text(action, "action");
    Plain.present(decision, "decision");
    Plain.textOrNone(reason, "reason");
    Plain.textOrNone(purpose, "purpose");
    Plain.textOrNone(correlation, "correlation");
    Plain.textOrNone(address, "address");
    fields = orEmpty(fields);
    fields.forEach(name -> Plain.text(name, "fields"));
    details = orEmpty(details);
  }

  private static List<String> orEmpty(@Nullable List<String> names) {
    return names == null ? List.of() : Collections.unmodifiableList(names);
  }

  private static Map<String, Object> orEmpty(@Nullable Map<String, Object> details) {
    // Not Map.copyOf: a producer may put null there, which is no reason to lose an event.
    return details == null ? Map.of() : Collections.unmodifiableMap(new LinkedHashMap<>(details));
  }
}
