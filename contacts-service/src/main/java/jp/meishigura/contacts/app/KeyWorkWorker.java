package jp.meishigura.contacts.app;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import jp.meishigura.contacts.ContactsConfig;
import jp.meishigura.contacts.domain.keywork.KeyWork;
import jp.meishigura.contacts.keys.KeySuccession;
import jp.meishigura.contacts.keys.KeyUse;
import jp.meishigura.contacts.keys.KeysUnavailable;
import jp.meishigura.contacts.store.KeyWorkTable;
import jp.meishigura.contacts.store.RetiringKeyTable;
import jp.meishigura.platform.caller.Tenant;
import jp.meishigura.platform.problem.StackOnly;
import jp.meishigura.platform.service.ServiceName;
import jp.meishigura.platform.tx.TenantTransactions;
import org.jboss.logging.Logger;

/**
 * Goes on with whatever work on cards is unfinished, whoever began it, and retires former keys. One
 * instance works at a time: it holds a lock while it does, and gives it up after a while or with
 * its life.
 */
@ApplicationScoped
public class KeyWorkWorker {

  private static final Logger LOG = Logger.getLogger(KeyWorkWorker.class);

  /** Far below the transaction manager's 60 s: the lock's transaction is open all the while. */
  private static final Duration ROUND = Duration.ofSeconds(10);

  /** As many as crypto-gateway takes at once. */
  private static final int MOST_KEYS = 1000;

  private final TenantTransactions transactions;
  private final KeyWorkTable table;
  private final ReindexWork reindexing;
  private final ResealWork resealing;
  private final RetiringKeyTable retiring;
  private final KeySuccession succession;
  private final Clock clock;
  private final KeyUse retirement;
  private final long pauseMillis;
  private final ScheduledExecutorService timer =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().name("key-work").daemon().factory());

  KeyWorkWorker(
      TenantTransactions transactions,
      KeyWorkTable table,
      ReindexWork reindexing,
      ResealWork resealing,
      RetiringKeyTable retiring,
      KeySuccession succession,
      ServiceName service,
      Clock clock,
      ContactsConfig config) {
    this.transactions = transactions;
    this.table = table;
    this.reindexing = reindexing;
    this.resealing = resealing;
    this.retiring = retiring;
    this.succession = succession;
    this.clock = clock;
    this.retirement = new KeyUse(service.value(), null, KeyUse.Reason.RESEAL);
    this.pauseMillis = config.keyWorkInterval().toMillis();
  }

  void start(@Observes StartupEvent event) {
    var _ =
        timer.scheduleWithFixedDelay(this::round, pauseMillis, pauseMillis, TimeUnit.MILLISECONDS);
  }

  void stop(@Observes ShutdownEvent event) {
    timer.shutdownNow();
  }

  private void round() {
    try {
      if (isAnythingToDo()) {
        transactions.callAsSystem(this::work);
      }
    } catch (RuntimeException | Error e) {
      LOG.warnf("Key work waits: %s", StackOnly.of(e));
    }
  }

  private boolean isAnythingToDo() {
    return transactions.callAsSystem(
        () -> !table.running().isEmpty() || !retiring.due(clock.instant(), 1).isEmpty());
  }

  private boolean work() {
    if (!table.becomeTheWorker()) {
      return false;
    }
    transactions.callAsSystem(() -> retiring.due(clock.instant(), MOST_KEYS)).forEach(this::retire);
    long end = System.nanoTime() + ROUND.toNanos();
    boolean moved = true;
    while (moved && System.nanoTime() < end) {
      moved = stepEach();
    }
    return true;
  }

  /** One step of each piece of work; whether any of them moved. */
  private boolean stepEach() {
    boolean moved = false;
    for (KeyWork work : transactions.callAsSystem(table::running)) {
      moved |= step(work);
    }
    return moved;
  }

  /** What hinders it is tried again in the next round. */
  private boolean step(KeyWork work) {
    try {
      switch (work.kind()) {
        case KeyWork.Kind.Reindex(int version) -> reindexing.step(work, version);
        case KeyWork.Kind.Reseal _ -> resealing.step(work);
      }
      return true;
    } catch (KeysUnavailable e) {
      LOG.warnf("Key work %s waits: %s", work.id(), e.getMessage());
    } catch (RuntimeException | Error e) {
      LOG.warnf("Key work %s waits: %s", work.id(), StackOnly.of(e));
    }
    return false;
  }

  private void retire(Tenant tenant, List<UUID> keyIds) {
    try {
      List<UUID> gone = succession.retire(tenant, keyIds, retirement);
      transactions.run(tenant, () -> retiring.remove(gone));
      if (gone.size() < keyIds.size()) {
        LOG.errorf(
            "%d former keys of tenant %s stay: crypto-gateway has no newer ones of their cards",
            keyIds.size() - gone.size(), tenant.id());
      }
    } catch (KeysUnavailable e) {
      LOG.warnf("Former keys wait to be retired: %s", e.getMessage());
    }
  }
}
