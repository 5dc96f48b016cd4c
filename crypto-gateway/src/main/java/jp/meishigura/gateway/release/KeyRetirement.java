package jp.meishigura.gateway.release;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import jp.meishigura.gateway.domain.errand.Errand;
import jp.meishigura.gateway.domain.subject.WrappedKey;
import jp.meishigura.gateway.events.KeyAnnouncements;
import jp.meishigura.gateway.store.Locks;
import jp.meishigura.gateway.store.SubjectKeyTable;
import jp.meishigura.platform.caller.Caller;
import jp.meishigura.platform.tx.TenantTransactions;

/** Removes subject keys that a newer one of the same subject has replaced. */
@ApplicationScoped
public class KeyRetirement {

  /**
   * @param retired ids of which there is no key any more, since now or since before
   * @param kept ids of keys that are the newest of their subject
   */
  public record Outcome(List<UUID> retired, List<UUID> kept) {}

  private final TenantTransactions transactions;
  private final Locks locks;
  private final SubjectKeyTable table;
  private final KeyAnnouncements announcements;
  private final KeyRecords records;
  private final Clock clock;

  public KeyRetirement(
      TenantTransactions transactions,
      Locks locks,
      SubjectKeyTable table,
      KeyAnnouncements announcements,
      KeyRecords records,
      Clock clock) {
    this.transactions = transactions;
    this.locks = locks;
    this.table = table;
    this.announcements = announcements;
    this.records = records;
    this.clock = clock;
  }

  /** Whoever asks has sealed everything anew that these keys had sealed. */
  public Outcome retire(Caller caller, Set<UUID> keyIds, Errand errand) {
    return transactions.call(
        caller.tenant(),
        () -> {
          locks.whileKeysGo();
          int removed = table.removeOlder(keyIds);
          List<UUID> kept = table.withIds(keyIds).stream().map(WrappedKey::keyId).toList();
          Set<UUID> retired = new TreeSet<>(keyIds);
          kept.forEach(retired::remove);
          if (removed > 0) {
            announcements.retired(List.copyOf(retired), clock.instant());
          }
          records.add(
              KeyRecords.of("key.retire", caller, errand)
                  .detail("count", removed)
                  .detail("kept", kept.size()));
          return new Outcome(List.copyOf(retired), kept);
        });
  }
}
