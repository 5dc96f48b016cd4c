package jp.meishigura.audit.publish.witness;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import jp.meishigura.audit.domain.tree.CheckpointHistory;
import jp.meishigura.audit.domain.tree.Checkpoints;
import jp.meishigura.audit.domain.tree.LogTree;
import jp.meishigura.audit.domain.tree.Published;
import jp.meishigura.audit.domain.tree.Tiles;
import jp.meishigura.audit.domain.witness.Cosigning;
import jp.meishigura.audit.domain.witness.Outcome;
import jp.meishigura.audit.domain.witness.Watch;
import jp.meishigura.platform.problem.StackOnly;
import jp.meishigura.platform.tx.TenantTransactions;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Asks one witness again and again. No transaction is open while it takes its time. */
final class WitnessRound implements Runnable {

  private static final Logger LOG = Logger.getLogger(WitnessRound.class);

  /** Two calls, and what lies between them. */
  private static final int CALLS = 2;

  private static final Duration BETWEEN = Duration.ofSeconds(30);
  private static final int MOST_DOUBLINGS = 20;

  private final WitnessSet.Outside outside;
  private final WitnessSet witnesses;
  private final WitnessConfig config;
  private final Cosigning cosigning;
  private final Kept kept;
  private final TenantTransactions transactions;
  private final InstantSource clock;
  private final WitnessMeters meters;

  /** What the log and its witnesses have in the database. */
  record Kept(Watch watch, Checkpoints checkpoints, CheckpointHistory history, Tiles tiles) {}

  private record Task(long known, int failures, Published checkpoint) {}

  WitnessRound(
      WitnessSet.Outside outside,
      WitnessSet witnesses,
      WitnessConfig config,
      Cosigning cosigning,
      Kept kept,
      TenantTransactions transactions,
      InstantSource clock,
      WitnessMeters meters) {
    this.outside = outside;
    this.witnesses = witnesses;
    this.config = config;
    this.cosigning = cosigning;
    this.kept = kept;
    this.transactions = transactions;
    this.clock = clock;
    this.meters = meters;
  }

  @Override
  public void run() {
    try {
      Optional<Task> task = transactions.callAsSystem(this::claim);
      if (task.isPresent()) {
        Outcome outcome = ask(task.get());
        meters.answered(outcome);
        tell(outcome, task.get().checkpoint().size());
        var _ = transactions.callAsSystem(() -> keep(outcome, task.get()));
      }
    } catch (RuntimeException | Error e) {
      LOG.warnf("Witness %s was not asked: %s", outside.name(), StackOnly.of(e));
    }
  }

  private Optional<Task> claim() {
    // In this order: the newest checkpoint is none that the witness is beyond.
    Watch.State state = kept.watch().of(outside.key().vkey());
    Optional<Published> newest = kept.checkpoints().newest();
    meters.is(state.newest(), newest.map(one -> Math.max(0, one.size() - state.size())).orElse(0L));
    return newest
        .filter(one -> one.size() != state.size() || isStale(state.newest()))
        .filter(
            _ ->
                kept.watch()
                    .claim(
                        outside.key().vkey(), outside.timeout().multipliedBy(CALLS).plus(BETWEEN)))
        .map(one -> new Task(state.size(), state.failures(), one));
  }

  private boolean isStale(@Nullable Instant cosigned) {
    return cosigned == null || !clock.instant().isBefore(cosigned.plus(config.refresh()));
  }

  private Outcome ask(Task task) {
    long size = task.checkpoint().size();
    return cosigning.ask(
        task.known(), size, task.checkpoint().note(), known -> growth(known, size));
  }

  private List<byte[]> growth(long from, long to) {
    return transactions.callAsSystem(() -> new LogTree(kept.tiles()).consistency(from, to));
  }

  private boolean keep(Outcome outcome, Task task) {
    if (!(outcome instanceof Outcome.Cosigned(var cosignature))) {
      kept.watch().failed(outside.key().vkey(), pause(task.failures()));
      return false;
    }
    long size = task.checkpoint().size();
    kept.watch().cosigned(size, cosignature);
    if (witnesses.quorum() > 0
        && kept.watch().count(size, witnesses.vkeys()) >= witnesses.quorum()) {
      kept.history().serve(size);
    }
    return true;
  }

  private Duration pause(int failures) {
    Duration doubled = config.interval().multipliedBy(1L << Math.min(failures, MOST_DOUBLINGS));
    return doubled.compareTo(config.longestPause()) < 0 ? doubled : config.longestPause();
  }

  private void tell(Outcome outcome, long size) {
    String name = outside.name();
    switch (outcome) {
      case Outcome.Cosigned _ -> LOG.debugf("Witness %s has cosigned %d entries", name, size);
      case Outcome.Conflict(long named) ->
          LOG.errorf(
              "Witness %s does not take the log of %d entries and names %d: it is at fault, or this"
                  + " log does not continue what it has seen.",
              name, size, named);
      case Outcome.Refused(int status) ->
          LOG.warnf("Witness %s answered %d to the log of %d entries", name, status, size);
      case Outcome.Invalid _ ->
          LOG.warnf("Witness %s answered, and not with its cosignature made now", name);
      case Outcome.Unreachable(String why) -> LOG.warnf("Witness %s did not answer: %s", name, why);
    }
  }
}
