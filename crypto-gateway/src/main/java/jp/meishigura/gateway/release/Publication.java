package jp.meishigura.gateway.release;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import jp.meishigura.gateway.Config;
import jp.meishigura.gateway.store.WaitingTombstones;
import jp.meishigura.platform.problem.StackOnly;
import jp.meishigura.platform.tombstone.Tombstone;
import jp.meishigura.platform.tx.TenantTransactions;
import org.jboss.logging.Logger;

/** Whether Kafka has tombstones: from then on no restore of this database loses them. */
@ApplicationScoped
public class Publication {

  private static final Logger LOG = Logger.getLogger(Publication.class);

  /** The relay is woken by the commit: mostly the first or second look is the last. */
  private static final Duration FIRST_PAUSE = Duration.ofMillis(10);

  private static final Duration LONGEST_PAUSE = Duration.ofMillis(100);

  private final TenantTransactions transactions;
  private final WaitingTombstones waiting;
  private final Duration patience;

  public Publication(TenantTransactions transactions, WaitingTombstones waiting, Config config) {
    this.transactions = transactions;
    this.waiting = waiting;
    this.patience = config.erasure().publishedWithin();
  }

  /**
   * Waits until the broker has acknowledged all of these, no longer than is configured. Outside of
   * any transaction: what it waits for must be committed.
   *
   * @return those that it has acknowledged
   */
  List<Tombstone> await(Collection<Tombstone> tombstones) {
    try {
      return look(tombstones, System.nanoTime() + patience.toNanos());
    } catch (RuntimeException e) {
      // The keys are destroyed all the same; what cannot be found out is not promised.
      LOG.warnf("Whether tombstones are published is unknown: %s", StackOnly.of(e));
      return List.of();
    }
  }

  private List<Tombstone> look(Collection<Tombstone> tombstones, long end) {
    Duration pause = FIRST_PAUSE;
    List<Tombstone> published = published(tombstones);
    while (published.size() < tombstones.size() && System.nanoTime() < end && sleep(pause)) {
      Duration twice = pause.multipliedBy(2);
      pause = twice.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : twice;
      published = published(tombstones);
    }
    return published;
  }

  private List<Tombstone> published(Collection<Tombstone> tombstones) {
    List<String> keys = tombstones.stream().map(Tombstone::key).toList();
    Set<String> still = transactions.callAsSystem(() -> waiting.among(keys));
    return tombstones.stream().filter(one -> !still.contains(one.key())).toList();
  }

  /** False when this thread is told to stop. */
  private static boolean sleep(Duration pause) {
    try {
      Thread.sleep(pause);
      return true;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
