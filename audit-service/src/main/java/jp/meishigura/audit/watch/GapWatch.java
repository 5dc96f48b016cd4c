package jp.meishigura.audit.watch;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.MultiGauge.Row;
import io.micrometer.core.instrument.Tags;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import jp.meishigura.audit.domain.sequence.Streams;
import jp.meishigura.audit.domain.sequence.Streams.Open;
import jp.meishigura.platform.problem.StackOnly;
import jp.meishigura.platform.tx.TenantTransactions;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Open findings about producers' numbers: {@code meishigura.audit.gaps} stretches of numbers that
 * have not come, {@code meishigura.audit.reused} streams in which numbers came again for other
 * events, each by {@code producer}. Both are 0, or somebody should look.
 */
@ApplicationScoped
public class GapWatch {

  private static final Logger LOG = Logger.getLogger(GapWatch.class);
  private static final int EVERY_SECONDS = 2;

  private final TenantTransactions transactions;
  private final Streams streams;
  private final MultiGauge gaps;
  private final MultiGauge reused;
  private volatile List<Open> open = List.of();
  private @Nullable ScheduledExecutorService timer;

  GapWatch(TenantTransactions transactions, Streams streams, MeterRegistry meters) {
    this.transactions = transactions;
    this.streams = streams;
    this.gaps = MultiGauge.builder("meishigura.audit.gaps").register(meters);
    this.reused = MultiGauge.builder("meishigura.audit.reused").register(meters);
  }

  /** As it was a moment ago. */
  List<Open> open() {
    return open;
  }

  void start(@Observes StartupEvent event) {
    timer =
        Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().name("gap-watch").daemon().factory());
    var _ = timer.scheduleWithFixedDelay(this::look, 0, EVERY_SECONDS, TimeUnit.SECONDS);
  }

  void stop(@Observes ShutdownEvent event) {
    if (timer != null) {
      timer.shutdownNow();
    }
  }

  private void look() {
    try {
      open = transactions.callAsSystem(streams::open);
      gaps.register(open.stream().map(one -> Row.of(tag(one), one.gaps())).toList(), true);
      reused.register(open.stream().map(one -> Row.of(tag(one), one.reused())).toList(), true);
    } catch (RuntimeException | Error e) {
      LOG.warnf("Open gaps could not be counted: %s", StackOnly.of(e));
    }
  }

  private static Tags tag(Open one) {
    return Tags.of("producer", one.producer());
  }
}
