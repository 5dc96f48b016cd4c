package jp.meishigura.gateway.release;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import jp.meishigura.gateway.domain.seal.Seal;
import jp.meishigura.gateway.events.KeyAnnouncements;
import jp.meishigura.gateway.store.SealTable;
import jp.meishigura.platform.audit.AuditRecord;
import jp.meishigura.platform.audit.AuditTrail;
import jp.meishigura.platform.caller.Caller;
import jp.meishigura.platform.tx.TenantTransactions;

/**
 * The switch that stops everything of one tenant. From its commit on no instance gives a key of
 * that tenant out, because each looks at the row in the transaction that would; the event lets them
 * drop what they have unwrapped, and lets other services drop what they were given.
 */
@ApplicationScoped
public class Sealing {

  private final TenantTransactions transactions;
  private final SealTable table;
  private final TenantRings rings;
  private final KeyAnnouncements announcements;
  private final AuditTrail trail;
  private final Clock clock;

  public Sealing(
      TenantTransactions transactions,
      SealTable table,
      TenantRings rings,
      KeyAnnouncements announcements,
      AuditTrail trail,
      Clock clock) {
    this.transactions = transactions;
    this.table = table;
    this.rings = rings;
    this.announcements = announcements;
    this.trail = trail;
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
    Instant at = clock.instant().truncatedTo(ChronoUnit.MICROS);
    Seal seal =
        transactions.call(
            caller.tenant(),
            () -> {
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
}
