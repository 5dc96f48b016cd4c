package jp.meishigura.platform.app;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import jp.meishigura.platform.tombstone.Tombstone;
import jp.meishigura.platform.tombstone.TombstoneHandler;
import jp.meishigura.platform.tx.TenantScope;

/** Remembers what was erased; cannot do so while a test says that it cannot. */
@ApplicationScoped
public class NotesTombstones implements TombstoneHandler {

  private final List<Tombstone> applied = new CopyOnWriteArrayList<>();
  private volatile boolean broken;

  @Override
  public void apply(List<Tombstone> tombstones) {
    if (broken) {
      throw new IllegalStateException("asked for");
    }
    for (Tombstone tombstone : tombstones) {
      if (!TenantScope.tenant().equals(tombstone.tenant())) {
        throw new IllegalStateException("not in the tenant's transaction");
      }
      applied.add(tombstone);
    }
  }

  public List<Tombstone> applied() {
    return List.copyOf(applied);
  }

  public void forget() {
    applied.clear();
  }

  public void broken(boolean now) {
    broken = now;
  }
}
