package jp.meishigura.audit.domain.identity;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import jp.meishigura.audit.domain.log.Action;
import jp.meishigura.audit.domain.log.Actor;
import jp.meishigura.audit.domain.log.AuditEvent;
import jp.meishigura.audit.domain.log.Decision;
import org.jspecify.annotations.Nullable;

/** What an event of the identity provider says in the log, whoever's it is. */
public record Told(
    UUID source,
    Instant at,
    Action action,
    Decision decision,
    @Nullable String reason,
    Actor actor,
    Map<String, Object> details,
    @Nullable String address,
    Belonging belonging) {

  /**
   * As an event of that tenant.
   *
   * @param service the one that puts it on record
   */
  public AuditEvent in(Organization organization, String service) {
    return new AuditEvent(
        idIn(organization),
        at,
        service,
        organization.id(),
        organization.alias(),
        actor,
        action.slug(),
        decision,
        reason,
        null,
        null,
        List.of(),
        details,
        null,
        address);
  }

  /**
   * The same whenever it is told: a database that was put back tells it again, and the log knows
   * it.
   */
  public UUID idIn(Organization organization) {
    String name = "identity:" + source + ":" + organization.id();
    return UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8));
  }
}
