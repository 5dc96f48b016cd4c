package jp.meishigura.gateway.release;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import jp.meishigura.gateway.domain.errand.Errand;
import jp.meishigura.gateway.events.KeyAnnouncements;
import jp.meishigura.gateway.store.Locks;
import jp.meishigura.gateway.store.SubjectKeyTable;
import jp.meishigura.gateway.store.TombstoneTable;
import jp.meishigura.platform.audit.AuditRecord;
import jp.meishigura.platform.audit.AuditTrail;
import jp.meishigura.platform.caller.Caller;
import jp.meishigura.platform.service.ServiceName;
import jp.meishigura.platform.tombstone.Tombstone;
import jp.meishigura.platform.tombstone.TombstoneHandler;
import jp.meishigura.platform.tx.TenantTransactions;

/**
 * Destroys the keys of subjects for good: rows, tombstones, record and events in one transaction. A
 * tombstone outlives every backup of this database, because the topic holds it too: what an older
 * copy brings back is destroyed again before anybody is served.
 */
@ApplicationScoped
public class Erasure implements TombstoneHandler {

  private static final String ACTION = "key.destroy";

  private final TenantTransactions transactions;
  private final Locks locks;
  private final TombstoneTable tombstones;
  private final SubjectKeyTable keys;
  private final KeyAnnouncements announcements;
  private final AuditTrail trail;
  private final Publication publication;
  private final ServiceName service;
  private final Clock clock;

  public Erasure(
      TenantTransactions transactions,
      Locks locks,
      TombstoneTable tombstones,
      SubjectKeyTable keys,
      KeyAnnouncements announcements,
      AuditTrail trail,
      Publication publication,
      ServiceName service,
      Clock clock) {
    this.transactions = transactions;
    this.locks = locks;
    this.tombstones = tombstones;
    this.keys = keys;
    this.announcements = announcements;
    this.trail = trail;
    this.publication = publication;
    this.service = service;
    this.clock = clock;
  }

  /**
   * Vault is not needed for it, and a sealed tenant can be erased from. It returns when Kafka has
   * the tombstones too, or has not acknowledged them within the time configured.
   *
   * @return the tombstone of each subject: the first one, where it has one already
   */
  public List<Destroyed> destroy(Caller caller, Set<UUID> subjects, UUID order, Errand errand) {
    List<Tombstone> known = committed(caller, subjects, order, errand);
    Set<Tombstone> published = Set.copyOf(publication.await(known));
    return known.stream().map(one -> new Destroyed(one, published.contains(one))).toList();
  }

  private List<Tombstone> committed(Caller caller, Set<UUID> subjects, UUID order, Errand errand) {
    // PostgreSQL keeps microseconds, and a tombstone says the same thing every time.
    Instant at = clock.instant().truncatedTo(ChronoUnit.MICROS);
    List<Tombstone> wanted =
        subjects.stream()
            .map(subject -> new Tombstone(caller.tenant(), subject, order, at))
            .toList();
    AuditRecord record = KeyRecords.of(ACTION, caller, errand).detail("order", order.toString());
    return transactions.call(
        caller.tenant(),
        () -> {
          locks.whileKeysGo();
          Set<UUID> fresh = new HashSet<>(tombstones.addMissing(wanted));
          keys.removeOf(subjects);
          announcements.destroyed(
              wanted.stream().filter(one -> fresh.contains(one.subject())).toList());
          trail.record(
              subjects.stream()
                  .map(subject -> record.card(subject).detail("again", !fresh.contains(subject)))
                  .toList());
          return tombstones.of(subjects);
        });
  }

  /**
   * After a start: nothing to do, unless this database was restored from before. What it learns it
   * tells once more, so that it tells it again should the topic be lost: compaction keeps one.
   */
  @Override
  public void apply(List<Tombstone> known) {
    locks.whileKeysGo();
    Set<UUID> fresh = Set.copyOf(tombstones.addMissing(known));
    announcements.destroyed(known.stream().filter(one -> fresh.contains(one.subject())).toList());
    int removed = keys.removeOf(known.stream().map(Tombstone::subject).toList());
    if (removed > 0) {
      trail.record(
          AuditRecord.of(ACTION, AuditRecord.Actor.system(service.value()))
              .detail("reason", "tombstone")
              .detail("count", removed));
    }
  }
}
