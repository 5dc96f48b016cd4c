package jp.meishigura.gateway.release;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import jp.meishigura.gateway.domain.seal.Seal;
import jp.meishigura.gateway.events.KeyAnnouncements;
import jp.meishigura.gateway.store.Locks;
import jp.meishigura.gateway.store.SealTable;
import jp.meishigura.platform.audit.AuditRecord;
import jp.meishigura.platform.audit.AuditTrail;
import jp.meishigura.platform.caller.Caller;
import jp.meishigura.platform.caller.Tenant;
import jp.meishigura.platform.service.ServiceName;
import jp.meishigura.platform.tx.TenantTransactions;

/**
 * The switch that stops everything of one tenant. From its commit on no instance gives a key of
 * that tenant out: each reads the switch in the transaction that would, under a lock that the
 * sealing waits for. The event lets them drop what they have unwrapped, and lets other services
 * drop what they were given; and it outlives this database's backups.
 */
@ApplicationScoped
public class Sealing {

  private final TenantTransactions transactions;
  private final Locks locks;
  private final SealTable table;
  private final TenantRings rings;
  private final KeyAnnouncements announcements;
  private final AuditTrail trail;
  private final ServiceName service;
  private final Clock clock;

  public Sealing(
      TenantTransactions transactions,
      Locks locks,
      SealTable table,
      TenantRings rings,
      KeyAnnouncements announcements,
      AuditTrail trail,
      ServiceName service,
      Clock clock) {
    this.transactions = transactions;
    this.locks = locks;
    this.table = table;
    this.rings = rings;
    this.announcements = announcements;
    this.trail = trail;
    this.service = service;
    this.clock = clock;
  }

  public Seal read(Caller caller) {
    return transactions.call(caller.tenant(), table::read);
  }

  /**
   * Moves the switch; where it stands so already, that goes on record and nothing else happens.
   *
   * @param actor pseudonymous id of whoever is behind it
   * @param reason a word that the log shall show
   */
  public Seal set(Caller caller, boolean sealed, String actor, String reason) {
    Seal seal =
        transactions.call(
            caller.tenant(),
            () -> {
              locks.whileKeysGo();
              Instant at = after(table.read());
              boolean moved = table.set(sealed, at);
              if (moved) {
                announcements.sealed(sealed, at);
              }
              trail.record(
                  AuditRecord.of(sealed ? "key.seal" : "key.unseal", caller)
                      .detail("actor", actor)
                      .detail("reason", reason)
                      .detail("moved", moved));
              return table.read();
            });
    rings.drop(caller.tenant().id());
    return seal;
  }

  /**
   * What the topic says of the switch. It says nothing new, unless this database was restored from
   * before: the switch then stands where it stood, and not where the backup has it.
   *
   * @param at when it was moved, as the event says
   */
  public void reapply(Tenant tenant, boolean sealed, Instant at) {
    boolean moved =
        transactions.call(
            tenant,
            () -> {
              if (!isNews(table.read(), sealed, at)) {
                return false;
              }
              locks.whileKeysGo();
              if (!isNews(table.read(), sealed, at) || !table.set(sealed, at)) {
                return false;
              }
              // So that it is told again should the topic be lost.
              announcements.sealed(sealed, at);
              trail.record(
                  AuditRecord.of(
                          sealed ? "key.seal" : "key.unseal",
                          AuditRecord.Actor.system(service.value()))
                      .detail("reason", "key-policy")
                      .detail("moved", true));
              return true;
            });
    if (moved || sealed) {
      rings.drop(tenant.id());
    }
  }

  private static boolean isNews(Seal known, boolean sealed, Instant at) {
    Instant since = known.since();
    return since == null ? sealed : since.isBefore(at);
  }

  /**
   * Later than the last time, whatever the clock says: the times tell which of two moves counts.
   */
  private Instant after(Seal known) {
    Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
    Instant since = known.since();
    return since == null || since.isBefore(now) ? now : since.plus(1, ChronoUnit.MICROS);
  }
}
