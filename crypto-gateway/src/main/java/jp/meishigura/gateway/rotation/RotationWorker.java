package jp.meishigura.gateway.rotation;

import io.quarkus.scheduler.Scheduled;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import jp.meishigura.gateway.domain.ring.KeysUnavailable;
import jp.meishigura.gateway.domain.rotation.Rotation;
import jp.meishigura.gateway.store.Locks;
import jp.meishigura.gateway.store.RotationTable;
import jp.meishigura.platform.problem.StackOnly;
import jp.meishigura.platform.service.Monotonic;
import jp.meishigura.platform.tx.TenantTransactions;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Goes on with whatever rotation is unfinished, whoever began it. One instance works at a time: it
 * holds a lock while it does, and gives it up after a while or with its life.
 */
@ApplicationScoped
public class RotationWorker {

  private static final Logger LOG = Logger.getLogger(RotationWorker.class);

  private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(30);

  /** Far below the transaction manager's 60 s: the lock's transaction is open all the while. */
  private static final Duration ROUND = Duration.ofSeconds(10);

  private final TenantTransactions transactions;
  private final RotationTable table;
  private final Locks locks;
  private final TenantKeyRotation tenantKeys;
  private final VaultKeyRotation vaultKey;
  private final Monotonic clock;

  /** Rotations that did not move, by this instance: nothing is asked of Vault every second. */
  private final Map<UUID, Pause> pauses = new ConcurrentHashMap<>();

  private record Pause(Duration length, Instant until) {}

  public RotationWorker(
      TenantTransactions transactions,
      RotationTable table,
      Locks locks,
      TenantKeyRotation tenantKeys,
      VaultKeyRotation vaultKey,
      Monotonic clock) {
    this.transactions = transactions;
    this.table = table;
    this.locks = locks;
    this.tenantKeys = tenantKeys;
    this.vaultKey = vaultKey;
    this.clock = clock;
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
    List<Rotation> running = running();
    pauses.keySet().retainAll(running.stream().map(Rotation::id).toList());
    for (Rotation rotation : running) {
      Pause pause = pauses.get(rotation.id());
      if (pause == null || !clock.instant().isBefore(pause.until())) {
        moved |= step(rotation);
      }
    }
    return moved;
  }

  /** Whether it moved. What hinders it is told, and tried again after a while. */
  boolean step(Rotation rotation) {
    Optional<String> hindrance = hindrance(rotation);
    hindrance.ifPresentOrElse(what -> pause(rotation.id()), () -> pauses.remove(rotation.id()));
    @Nullable String told = hindrance.orElse(null);
    if (!Objects.equals(told, rotation.waitsFor())) {
      tell(rotation, told);
    }
    return hindrance.isEmpty();
  }

  private Optional<String> hindrance(Rotation rotation) {
    try {
      boolean moved =
          switch (rotation.level()) {
            case TENANT_KEY -> tenantKeys.step(rotation);
            case VAULT_KEY -> vaultKey.step(rotation);
            case INDEX_KEY -> false;
          };
      return moved ? Optional.empty() : Optional.of("tenant-sealed");
    } catch (KeysUnavailable e) {
      LOG.warnf("Rotation %s waits: Vault %s", rotation.id(), e.getMessage());
      return Optional.of("keys-unavailable");
    } catch (RuntimeException e) {
      LOG.warnf("Rotation %s waits: %s", rotation.id(), StackOnly.of(e));
      return Optional.of("unexpected");
    }
  }

  private void pause(UUID rotation) {
    pauses.compute(
        rotation,
        (id, before) -> {
          Duration twice = before == null ? FIRST_PAUSE : before.length().multipliedBy(2);
          Duration length = twice.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : twice;
          return new Pause(length, clock.instant().plus(length));
        });
  }

  private void tell(Rotation rotation, @Nullable String what) {
    try {
      transactions.callAsSystem(
          () -> {
            table.waitsFor(rotation.id(), what);
            return true;
          });
    } catch (RuntimeException e) {
      LOG.warnf("What rotation %s waits for is not told: %s", rotation.id(), StackOnly.of(e));
    }
  }

  private List<Rotation> running() {
    return transactions.callAsSystem(table::running);
  }
}
