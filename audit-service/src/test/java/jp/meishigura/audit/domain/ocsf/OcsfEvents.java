package jp.meishigura.audit.domain.ocsf;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import jp.meishigura.audit.domain.log.Action;
import jp.meishigura.audit.domain.log.Actor;
import jp.meishigura.audit.domain.log.AuditEvent;
import jp.meishigura.audit.domain.log.Decision;
import jp.meishigura.audit.domain.log.Entry;
import jp.meishigura.audit.domain.outlet.ChainedEntry;

/** The same entry of each action, so that golden files differ in what the action makes of it. */
public final class OcsfEvents {

  public static final UUID CARD = UUID.fromString("c0000000-0000-4000-8000-000000000001");

  private OcsfEvents() {}

  public static ChainedEntry allowed(Action action) {
    return of(action.slug(), Decision.allowed, null);
  }

  public static ChainedEntry of(String action, Decision decision, String reason) {
    return of(action, decision, reason, Map.of("count", 2));
  }

  static ChainedEntry of(
      String action, Decision decision, String reason, Map<String, Object> details) {
    return new ChainedEntry(
        new Entry(
            4711,
            Instant.parse("2026-11-02T00:00:01Z"),
            new AuditEvent(
                UUID.fromString("e0000000-0000-4000-8000-000000000001"),
                Instant.parse("2026-11-02T00:00:00.123456789Z"),
                "contacts-service",
                UUID.fromString("a0207a00-0000-4000-8000-000000000001"),
                "aozora",
                new Actor(Actor.Kind.person, "somebody", "web", "session-1"),
                action,
                decision,
                reason,
                CARD,
                "sales-follow-up",
                List.of("phone", "email"),
                details,
                "correlation-1",
                "192.0.2.7")),
        4700L);
  }
}
