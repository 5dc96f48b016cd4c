package jp.meishigura.audit.publish;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import jp.meishigura.audit.domain.tree.Checkpoint;
import jp.meishigura.audit.domain.tree.CheckpointHistory;
import jp.meishigura.audit.domain.tree.CheckpointSigner;
import jp.meishigura.audit.domain.tree.Checkpoints;
import jp.meishigura.audit.domain.tree.LogTree;
import jp.meishigura.audit.domain.tree.Published;
import jp.meishigura.audit.domain.tree.Tiles;
import jp.meishigura.audit.publish.witness.WitnessSet;
import jp.meishigura.platform.problem.StackOnly;
import jp.meishigura.platform.tx.TenantTransactions;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Signs the log as it has become, in the transaction that keeps what was signed. One instance at a
 * time; what it signs continues what was signed before, or nothing is signed any more.
 */
@ApplicationScoped
public class Publisher {

  private static final Logger LOG = Logger.getLogger(Publisher.class);

  private final TenantTransactions transactions;
  private final Tiles tiles;
  private final Checkpoints checkpoints;
  private final CheckpointHistory history;
  private final WitnessSet witnesses;
  private final CheckpointSigner signer;
  private final Backlog backlog;
  private final Refusal refusal;
  private final LogConfig config;
  private @Nullable ScheduledExecutorService timer;

  Publisher(
      TenantTransactions transactions,
      Tiles tiles,
      Checkpoints checkpoints,
      CheckpointHistory history,
      WitnessSet witnesses,
      CheckpointSigner signer,
      Backlog backlog,
      Refusal refusal,
      LogConfig config) {
    this.backlog = backlog;
    this.refusal = refusal;
    this.transactions = transactions;
    this.tiles = tiles;
    this.checkpoints = checkpoints;
    this.history = history;
    this.witnesses = witnesses;
    this.signer = signer;
    this.config = config;
  }

  void start(@Observes StartupEvent event) {
    timer =
        Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().name("log-publisher").daemon().factory());
    long pause = config.interval().toMillis();
    timer.execute(this::showWhatWaitsForNobody);
    var _ = timer.scheduleWithFixedDelay(this::round, pause, pause, TimeUnit.MILLISECONDS);
  }

  void stop(@Observes ShutdownEvent event) {
    if (timer != null) {
      timer.shutdownNow();
    }
  }

  /** What waited for witnesses, should nobody be waited for any more. */
  private void showWhatWaitsForNobody() {
    try {
      var _ =
          transactions.callAsSystem(
              () -> {
                checkpoints.newest().map(Published::size).ifPresent(this::showUnlessWitnessed);
                return true;
              });
    } catch (RuntimeException | Error e) {
      LOG.warnf("The newest checkpoint is shown with the next one: %s", StackOnly.of(e));
    }
  }

  private void showUnlessWitnessed(long size) {
    if (witnesses.quorum() == 0) {
      history.serve(size);
    }
  }

  private void round() {
    try {
      backlog.is(transactions.callAsSystem(this::unpublished));
      if (transactions.callAsSystem(this::publish)) {
        backlog.is(0);
      }
    } catch (CheckpointSigner.NotSigned e) {
      LOG.warnf("The log waits for a signature: %s", e.getMessage());
    } catch (RuntimeException | Error e) {
      LOG.warnf("The log waits to be published: %s", StackOnly.of(e));
    }
  }

  /** Entries that are worth a checkpoint and have none. */
  private long unpublished() {
    return Math.max(0, checkpoints.head().news() - signed());
  }

  private long signed() {
    return checkpoints.newest().map(Published::size).orElse(0L);
  }

  private boolean publish() {
    // In this order: whoever signed until now has committed since.
    if (unpublished() == 0 || !checkpoints.becomeTheSigner() || unpublished() == 0) {
      return false;
    }
    Optional<Published> before = checkpoints.newest();
    long size = checkpoints.head().size();
    LogTree tree = new LogTree(tiles);
    if (before.isPresent() && !continues(tree, before.get(), size)) {
      LOG.errorf(
          "Nothing is signed: the log of %d entries does not continue the one of %d that was"
              + " signed. Somebody changed it, or the database was put back to an older day.",
          size, before.get().size());
      refusal.of(before.get().size());
      return false;
    }
    refusal.none();
    Checkpoint checkpoint = new Checkpoint(config.origin(), size, tree.root(size));
    checkpoints.add(checkpoint, signer.sign(checkpoint.text().getBytes(UTF_8)));
    showUnlessWitnessed(size);
    return true;
  }

  private static boolean continues(LogTree tree, Published before, long size) {
    return before.size() < size && Arrays.equals(tree.root(before.size()), before.root());
  }
}
