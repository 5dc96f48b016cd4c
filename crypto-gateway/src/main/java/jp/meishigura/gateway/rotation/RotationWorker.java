package jp.meishigura.gateway.rotation;

import io.quarkus.scheduler.Scheduled;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.List;
import jp.meishigura.gateway.domain.ring.KeysUnavailable;
import jp.meishigura.gateway.domain.rotation.Rotation;
import jp.meishigura.gateway.store.Locks;
import jp.meishigura.gateway.store.RotationTable;
import jp.meishigura.platform.problem.StackOnly;
import jp.meishigura.platform.tx.TenantTransactions;
import org.jboss.logging.Logger;

/**
 * Goes on with whatever rotation is unfinished, whoever began it. One instance works at a time: it
 * holds a lock while it does, and gives it up after a while or with its life.
 */
@ApplicationScoped
public class RotationWorker {

  private static final Logger LOG = Logger.getLogger(RotationWorker.class);

  /** Far below the transaction manager's 60 s: the lock's transaction is open all the while. */
  private static final Duration ROUND = Duration.ofSeconds(10);

  private final TenantTransactions transactions;
  private final RotationTable table;
  private final Locks locks;
  private final TenantKeyRotation tenantKeys;
  private final VaultKeyRotation vaultKey;

  public RotationWorker(
      TenantTransactions transactions,
      RotationTable table,
      Locks locks,
      TenantKeyRotation tenantKeys,
      VaultKeyRotation vaultKey) {
    this.transactions = transactions;
    this.table = table;
    this.locks = locks;
    this.tenantKeys = tenantKeys;
    this.vaultKey = vaultKey;
  }

  @Scheduled(
      every = "${meishigura.rotation.interval:1s}",
      concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
  void tick() {
    round();
  }

  /** Whether this instance was the one that might work. */
  boolean round() {
    if (running().isEmpty()) {
      return true;
    }
    return transactions.callAsSystem(
        () -> {
          if (!locks.becomeTheWorker()) {
            return false;
          }
          long end = System.nanoTime() + ROUND.toNanos();
          boolean moved = true;
          while (moved && System.nanoTime() < end) {
            moved = stepEach();
          }
          return true;
        });
  }

  /** One step of each unfinished rotation; whether any of them moved. */
  private boolean stepEach() {
    boolean moved = false;
    for (Rotation rotation : running()) {
      moved |= step(rotation);
    }
    return moved;
  }

  /** Whether it moved. What hinders it is tried again in the next round. */
  boolean step(Rotation rotation) {
    try {
      return switch (rotation.level()) {
        case TENANT_KEY -> tenantKeys.step(rotation);
        case VAULT_KEY -> vaultKey.step(rotation);
        case INDEX_KEY -> false;
      };
    } catch (KeysUnavailable e) {
      LOG.warnf("Rotation %s waits: Vault %s", rotation.id(), e.getMessage());
    } catch (RuntimeException e) {
      LOG.warnf("Rotation %s waits: %s", rotation.id(), StackOnly.of(e));
    }
    return false;
  }

  private List<Rotation> running() {
    return transactions.callAsSystem(table::running);
  }
}
