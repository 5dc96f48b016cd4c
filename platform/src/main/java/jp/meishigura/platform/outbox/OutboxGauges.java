package jp.meishigura.platform.outbox;

import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import jp.meishigura.platform.problem.StackOnly;
import jp.meishigura.platform.tx.Statements;
import jp.meishigura.platform.tx.TenantTransactions;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * What has happened and is not in the log yet: {@code meishigura.outbox.unsent} events that have
 * not left, {@code meishigura.outbox.unanswered} audit records that have left and have no receipt,
 * and {@code meishigura.outbox.age} seconds of the oldest of both. All are small at all times, or
 * somebody should look.
 */
@Singleton
class OutboxGauges {

  private static final Logger LOG = Logger.getLogger(OutboxGauges.class);
  private static final String LOOK = "select * from outbox_backlog()";
  private static final int EVERY_SECONDS = 5;

  private final TenantTransactions transactions;
  private final Statements statements;
  private volatile Waiting waiting = new Waiting(0, 0, 0);
  private @Nullable ScheduledExecutorService timer;

  private record Waiting(double unsent, double unanswered, double age) {

    static Waiting of(ResultSet row) throws SQLException {
      return new Waiting(row.getDouble(1), row.getDouble(2), row.getDouble(3));
    }
  }

  OutboxGauges(TenantTransactions transactions, Statements statements, MeterRegistry meters) {
    this.transactions = transactions;
    this.statements = statements;
    meters.gauge("meishigura.outbox.unsent", this, gauges -> gauges.waiting.unsent());
    meters.gauge("meishigura.outbox.unanswered", this, gauges -> gauges.waiting.unanswered());
    meters.gauge("meishigura.outbox.age", this, gauges -> gauges.waiting.age());
  }

  /** A thread of its own: a relay that is held up does not hold up the news of it. */
  void start(@Observes StartupEvent event) {
    timer =
        Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().name("outbox-gauges").daemon().factory());
    var _ = timer.scheduleWithFixedDelay(this::look, 0, EVERY_SECONDS, TimeUnit.SECONDS);
  }

  void stop(@Observes ShutdownEvent event) {
    if (timer != null) {
      timer.shutdownNow();
    }
  }

  private void look() {
    try {
      waiting = transactions.callAsSystem(() -> statements.select(Waiting::of, LOOK).getFirst());
    } catch (RuntimeException | Error e) {
      LOG.warnf("What waits in the outbox could not be counted: %s", StackOnly.of(e));
    }
  }
}
