package jp.meishigura.audit.domain.detect;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import jp.meishigura.audit.domain.log.Actor;
import jp.meishigura.audit.domain.log.AuditEvent;
import jp.meishigura.audit.domain.log.Decision;
import jp.meishigura.audit.domain.log.Entry;
import org.jspecify.annotations.Nullable;

/** Entries for rules. */
final class Events {

  static final UUID TENANT = new UUID(1, 1);

  /** A Monday, eleven in the morning in Tokyo. */
  static final Instant MONDAY = Instant.parse("2026-11-02T02:00:00Z");

  private Events() {}

  static UUID person(int number) {
    return new UUID(2, number);
  }

  static UUID card(int number) {
    return new UUID(3, number);
  }

  static Entry read(long leaf, Instant at, int person, int card) {
    return entry(leaf, at, at, "card.read", Decision.allowed, person, card(card));
  }

  /** The same through another network. */
  static Entry through(String address, Entry entry) {
    AuditEvent event = entry.event();
    return new Entry(
        entry.leafIndex(),
        entry.appendedAt(),
        new AuditEvent(
            event.id(),
            event.at(),
            event.service(),
            event.tenant(),
            event.tenantAlias(),
            event.actor(),
            event.action(),
            event.decision(),
            event.reason(),
            event.card(),
            event.purpose(),
            event.fields(),
            event.details(),
            event.correlation(),
            address));
  }

  static Entry entry(
      long leaf,
      Instant at,
      Instant appended,
      String action,
      Decision decision,
      int person,
      @Nullable UUID card) {
    return new Entry(
        leaf,
        appended,
        new AuditEvent(
            new UUID(4, leaf),
            at,
            "contacts-service",
            TENANT,
            "aozora",
            new Actor(Actor.Kind.person, person(person).toString(), "web", "session"),
            action,
            decision,
            decision == Decision.allowed ? null : "locked",
            card,
            null,
            List.of(),
            Map.of(),
            null,
            null));
  }
}
