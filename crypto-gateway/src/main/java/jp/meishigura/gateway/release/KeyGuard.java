package jp.meishigura.gateway.release;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import jp.meishigura.gateway.domain.errand.Errand;
import jp.meishigura.gateway.domain.refusal.KeyRefused;
import jp.meishigura.gateway.store.SealTable;
import jp.meishigura.gateway.store.StopTable;
import jp.meishigura.gateway.store.TombstoneTable;
import jp.meishigura.platform.tombstone.Tombstone;

/** What must hold in the transaction that gives a key out, whatever was true before it. */
@ApplicationScoped
public class KeyGuard {

  private final SealTable seals;
  private final StopTable stops;
  private final TombstoneTable tombstones;

  public KeyGuard(SealTable seals, StopTable stops, TombstoneTable tombstones) {
    this.seals = seals;
    this.stops = stops;
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
   * From here to the end of the transaction the tenant is not sealed, and none of its keys is
   * destroyed: whoever does that waits for it.
   *
   * @throws KeyRefused.TenantSealed when the tenant is sealed
   */
  public void notSealed() {
    if (seals.hold().sealed()) {
      throw new KeyRefused.TenantSealed();
    }
  }

  /**
   * As {@link #notSealed}, for keys that leave on somebody's errand: nor is that person stopped, to
   * the end of the transaction.
   *
   * @throws KeyRefused when the tenant is sealed or the person is stopped
   */
  public void mayLeave(Errand errand) {
    Optional<UUID> person = errand.person();
    if (person.isEmpty()) {
      notSealed();
      return;
    }
    StopTable.Held held = stops.hold(person.get());
    if (held.sealed()) {
      throw new KeyRefused.TenantSealed();
    }
    if (held.stopped()) {
      throw new KeyRefused.ReleaseStopped();
    }
  }

  /**
   * As {@link #mayLeave}, for keys of these subjects: making one may give out one that is there.
   *
   * @throws KeyRefused when the tenant is sealed, the person is stopped, or some of the subjects
   *     are erased
   */
  void mayHaveKeys(Collection<UUID> subjects, Errand errand) {
    mayLeave(errand);
    List<Tombstone> erased = tombstones.of(subjects);
    if (!erased.isEmpty()) {
      throw new KeyRefused.SubjectErased(erased.stream().map(Tombstone::subject).toList());
    }
  }
}
