package jp.meishigura.bench.log;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.locks.LockSupport;

/**
 * Commits audit records into contacts-service's outbox as that service does when many read at once,
 * a commit for all records of ten milliseconds; at a rate of its own, whatever comes of it. The
 * service's relay is not woken by it and finds them by looking.
 */
final class OutboxLoad {
  private static final Duration TICK = Duration.ofMillis(10);
  private static final String INSERT =
      "insert into outbox (event_id, tenant_id, topic, key, type, subject, at, data)"
          + " values (?, ?, 'audit', ?, 'jp.meishigura.audit.recorded.v1', ?, ?, ?)";

  private final Connection contacts;
  private final UUID tenant;
  private final String alias;

  /** An event, and when its transaction had committed, by {@link System#nanoTime}. */
  record Committed(UUID event, long at) {}

  OutboxLoad(Connection contacts, UUID tenant, String alias) {
    this.contacts = contacts;
    this.tenant = tenant;
    this.alias = alias;
  }

  /** So many a second for so long. */
  List<Committed> run(int perSecond, Duration length) throws SQLException {
    List<Committed> all = new ArrayList<>();
    long begin = System.nanoTime();
    long end = begin + length.toNanos();
    for (long next = begin; next < end; next += TICK.toNanos()) {
      LockSupport.parkNanos(next - System.nanoTime());
      int due = (int) ((next - begin + TICK.toNanos()) / 1e9 * perSecond) - all.size();
      all.addAll(commit(due));
    }
    return all;
  }

  /** So many in one transaction. */
  List<Committed> commit(int number) throws SQLException {
    List<UUID> ids = new ArrayList<>();
    contacts.setAutoCommit(false);
    try (PreparedStatement insert = contacts.prepareStatement(INSERT)) {
      for (int i = 0; i < number; i++) {
        UUID id = UUID.randomUUID();
        String card = UUID.randomUUID().toString();
        OffsetDateTime at = OffsetDateTime.now(ZoneOffset.UTC);
        insert.setObject(1, id);
        insert.setObject(2, tenant);
        insert.setString(3, tenant.toString());
        insert.setString(4, card);
        insert.setObject(5, at);
        insert.setString(6, event(id, at, card));
        insert.addBatch();
        ids.add(id);
      }
      insert.executeBatch();
    }
    contacts.commit();
    long now = System.nanoTime();
    return ids.stream().map(id -> new Committed(id, now)).toList();
  }

  /** As long as that of a masked read. */
  private String event(UUID id, OffsetDateTime at, String card) {
    return """
    {"id":"%s","at":"%s","service":"contacts-service","tenant":"%s","tenantAlias":"%s",\
    "actor":{"kind":"client","id":"%s","client":"integrator"},"action":"card.read","decision":"allowed",\
    "card":"%s","purpose":"follow-up","fields":["name","company","phone","email"],\
    "correlation":"%s"}"""
        .formatted(id, at.toInstant(), tenant, alias, tenant, card, id);
  }
}
