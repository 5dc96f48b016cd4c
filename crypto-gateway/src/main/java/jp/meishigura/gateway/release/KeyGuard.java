package jp.meishigura.gateway.release;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import jp.meishigura.gateway.domain.errand.Errand;
import jp.meishigura.gateway.domain.refusal.KeyRefused;
import jp.meishigura.gateway.store.Locks;
import jp.meishigura.gateway.store.SealTable;
import jp.meishigura.gateway.store.TombstoneTable;
import jp.meishigura.platform.tombstone.Tombstone;

/** What must hold in the transaction that gives a key out, whatever was true before it. */
@ApplicationScoped
public class KeyGuard {

  private final Locks locks;
  private final SealTable seals;
  private final TombstoneTable tombstones;

  public KeyGuard(Locks locks, SealTable seals, TombstoneTable tombstones) {
    this.locks = locks;
    this.seals = seals;
    this.tombstones = tombstones;
  }

  /**
   * @throws KeyRefused.PurposeNeeded when values are to be shown for nothing
   */
  void mayAsk(Errand errand) {
    if (errand.lacksPurpose()) {
      throw new KeyRefused.PurposeNeeded();
    }
  }

  /**
   * @throws KeyRefused.TenantSealed when the tenant is sealed
   */
  public void notSealed() {
    if (seals.read().sealed()) {
      throw new KeyRefused.TenantSealed();
    }
  }

  /**
   * From here to the end of the transaction none of the tenant's keys is destroyed.
   *
   * @throws KeyRefused when the tenant is sealed, or some of the subjects are erased
   */
  void mayHaveKeys(Collection<UUID> subjects) {
    locks.whileMakingKeys();
    notSealed();
    List<Tombstone> erased = tombstones.of(subjects);
    if (!erased.isEmpty()) {
      throw new KeyRefused.SubjectErased(erased.stream().map(Tombstone::subject).toList());
    }
  }
}
