package jp.meishigura.audit.publish.witness;

import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.net.http.HttpClient;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import jp.meishigura.audit.domain.tree.CheckpointHistory;
import jp.meishigura.audit.domain.tree.Checkpoints;
import jp.meishigura.audit.domain.tree.Tiles;
import jp.meishigura.audit.domain.witness.Cosigning;
import jp.meishigura.audit.domain.witness.Watch;
import jp.meishigura.platform.tx.TenantTransactions;

/** One thread for each witness, so that a slow one keeps no other waiting. */
@ApplicationScoped
public class WitnessLoop {

  private final WitnessSet witnesses;
  private final WitnessConfig config;
  private final WitnessRound.Kept kept;
  private final TenantTransactions transactions;
  private final Clock clock;
  private final MeterRegistry meters;
  private final HttpClient http = HttpWitness.client();
  private final List<ScheduledExecutorService> timers = new ArrayList<>();

  WitnessLoop(
      WitnessSet witnesses,
      WitnessConfig config,
      Watch watch,
      Checkpoints checkpoints,
      CheckpointHistory history,
      Tiles tiles,
      TenantTransactions transactions,
      Clock clock,
      MeterRegistry meters) {
    this.witnesses = witnesses;
    this.config = config;
    this.kept = new WitnessRound.Kept(watch, checkpoints, history, tiles);
    this.transactions = transactions;
    this.clock = clock;
    this.meters = meters;
  }

  void start(@Observes StartupEvent event) {
    long pause = config.interval().toMillis();
    for (WitnessSet.Outside outside : witnesses.all()) {
      ScheduledExecutorService timer =
          Executors.newSingleThreadScheduledExecutor(
              Thread.ofPlatform().name("witness-" + outside.name()).daemon().factory());
      timers.add(timer);
      var _ = timer.scheduleWithFixedDelay(round(outside), pause, pause, TimeUnit.MILLISECONDS);
    }
  }

  private WitnessRound round(WitnessSet.Outside outside) {
    HttpWitness witness = new HttpWitness(http, outside.url(), outside.timeout());
    return new WitnessRound(
        outside,
        witnesses,
        config,
        new Cosigning(witness, outside.key(), clock),
        kept,
        transactions,
        clock,
        new WitnessMeters(meters, outside.name(), clock));
  }

  void stop(@Observes ShutdownEvent event) {
    timers.forEach(ScheduledExecutorService::shutdownNow);
    http.shutdownNow();
  }
}
