package jp.meishigura.audit.detect;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import jp.meishigura.audit.domain.detect.Change;
import jp.meishigura.audit.domain.detect.LogTenants;
import jp.meishigura.audit.domain.outlet.Tail;
import jp.meishigura.platform.problem.StackOnly;
import jp.meishigura.platform.tx.TenantTransactions;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Looks through the log for findings, on a thread of its own and never in the transaction that
 * appends: nobody waits for it, and when it is behind nothing is lost.
 */
@ApplicationScoped
public class Detections {

  private static final Logger LOG = Logger.getLogger(Detections.class);
  private static final Duration PATIENCE = Duration.ofSeconds(5);
  private static final Duration OF_LOG = Duration.ofSeconds(10);
  private static final int AT_ONCE = 20_000;

  private final TenantTransactions transactions;
  private final LogTenants tenants;
  private final Tail tail;
  private final Steps steps;
  private final LogFindings ofLog;
  private final RuleFile rules;
  private final DetectionMeters meters;
  private final DetectionsConfig config;
  private final UUID holder = UUID.randomUUID();
  private final Map<UUID, TenantWatch> watches = new HashMap<>();
  private final Set<UUID> withNews = new HashSet<>();
  private final Set<UUID> elsewhere = new HashSet<>();
  private volatile boolean running = true;
  private long lookedAtLog;
  private LogTenants.@Nullable Head head;
  private @Nullable Thread thread;

  Detections(
      TenantTransactions transactions,
      LogTenants tenants,
      Tail tail,
      Steps steps,
      LogFindings ofLog,
      RuleFile rules,
      DetectionMeters meters,
      DetectionsConfig config) {
    this.transactions = transactions;
    this.tenants = tenants;
    this.tail = tail;
    this.steps = steps;
    this.ofLog = ofLog;
    this.rules = rules;
    this.meters = meters;
    this.config = config;
  }

  void start(@Observes StartupEvent event) {
    if (config.enabled()) {
      rules.check();
      thread = Thread.ofPlatform().name("detections").daemon().start(this::run);
    }
  }

  void stop(@Observes ShutdownEvent event) throws InterruptedException {
    running = false;
    if (thread != null) {
      thread.interrupt();
      thread.join(PATIENCE);
    }
  }

  private void run() {
    while (running) {
      try {
        lookAtTheLogItself();
        if (round()) {
          meters.caughtUp();
        }
        Thread.sleep(config.interval());
      } catch (InterruptedException e) {
        running = false;
      } catch (RuntimeException | Error e) {
        LOG.warnf("The log waits to be looked through: %s", StackOnly.of(e));
        pause();
      }
    }
    release();
  }

  /** Now and then: it costs a transaction, and what it finds has lasted for minutes. */
  private void lookAtTheLogItself() {
    long now = System.nanoTime();
    if (lookedAtLog == 0 || now - lookedAtLog > OF_LOG.toNanos()) {
      lookedAtLog = now;
      ofLog.look(holder);
    }
  }

  /** Whether everything was looked at that was there. */
  private boolean round() {
    boolean all = news();
    boolean failed = false;
    Iterator<UUID> waiting = Set.copyOf(withNews).iterator();
    while (running && waiting.hasNext()) {
      UUID tenant = waiting.next();
      try {
        if (step(watch(tenant))) {
          withNews.remove(tenant);
        }
      } catch (RuntimeException | Error e) {
        // One tenant's trouble is not another's.
        watch(tenant).forget();
        failed = true;
        LOG.warnf("A tenant's log waits to be looked through: %s", StackOnly.of(e));
      }
    }
    return all && !failed && elsewhere.containsAll(withNews);
  }

  /** Finds out whose log has grown; false where there is more to look through. */
  private boolean news() {
    LogTenants.@Nullable Head before = head;
    if (before == null) {
      before = transactions.callAsSystem(tenants::head);
      withNews.addAll(transactions.callAsSystem(tenants::known));
    }
    LogTenants.Head from = before;
    long size = transactions.callAsSystem(tail::size);
    long below = Math.min(size, from.next() + AT_ONCE);
    if (below > from.next()) {
      List<UUID> found = transactions.callAsSystem(() -> tenants.look(from.next(), below));
      withNews.addAll(found);
    }
    head = new LogTenants.Head(below, from.since());
    return below == size;
  }

  private TenantWatch watch(UUID tenant) {
    return watches.computeIfAbsent(tenant, id -> new TenantWatch(id, rules.of(id), 0));
  }

  /** Whether there is nothing more to look at for now. */
  private boolean step(TenantWatch watch) {
    long since = head == null ? 0 : head.since();
    elsewhere.remove(watch.tenant());
    return switch (steps.step(watch, holder, since)) {
      // When that one is killed, its lease ends: it is asked again with the next news.
      case Steps.Outcome.Elsewhere _ -> {
        watch.forget();
        elsewhere.add(watch.tenant());
        yield false;
      }
      case Steps.Outcome.Ruled(var choice) -> {
        UUID tenant = watch.tenant();
        watches.put(
            tenant,
            choice == null
                ? new TenantWatch(tenant, rules.of(tenant), 0)
                : new TenantWatch(tenant, rules.kept(choice), choice.revision()));
        yield false;
      }
      case Steps.Outcome.Behind(long next) -> {
        watch.is(steps.recount(watch, next));
        yield false;
      }
      case Steps.Outcome.Went(long next, List<Change> changes, boolean more) -> {
        watch.is(new TenantWatch.Counted(Objects.requireNonNull(watch.counted()).detector(), next));
        changes.stream().filter(Change::opened).forEach(meters::opened);
        yield !more;
      }
    };
  }

  private void pause() {
    try {
      Thread.sleep(Duration.ofSeconds(1));
    } catch (InterruptedException e) {
      running = false;
    }
  }

  private void release() {
    // Of stop(): a transaction does not begin on an interrupted thread.
    boolean _ = Thread.interrupted();
    try {
      watches.values().stream()
          .filter(watch -> watch.counted() != null)
          .forEach(watch -> steps.release(watch, holder));
    } catch (RuntimeException e) {
      LOG.info("Another instance looks through the log when the lease ends.");
    }
  }
}
