package jp.meishigura.audit.outlet;

import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import jp.meishigura.audit.format.SiemJson;
import jp.meishigura.audit.outlet.kafka.KafkaSink;
import jp.meishigura.audit.outlet.syslog.SyslogSink;
import jp.meishigura.platform.caller.Tenant;
import jp.meishigura.platform.event.TopicIds;
import jp.meishigura.platform.service.Monotonic;
import jp.meishigura.platform.service.PlatformConfig;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;

/** Runs one {@link OutletLoop} for each outlet and tenant of the configuration. */
@ApplicationScoped
public class Outlets {

  private final OutletsConfig config;
  private final LogReader log;
  private final SiemJson json;
  private final Monotonic clock;
  private final MeterRegistry meters;
  private final TopicIds topics;
  private final PlatformConfig platform;
  private final String bootstrap;
  private final List<OutletLoop> loops = new ArrayList<>();
  private @Nullable ScheduledExecutorService timer;

  Outlets(
      OutletsConfig config,
      LogReader log,
      SiemJson json,
      Monotonic clock,
      MeterRegistry meters,
      TopicIds topics,
      PlatformConfig platform,
      @ConfigProperty(name = "kafka.bootstrap.servers") String bootstrap) {
    this.config = config;
    this.log = log;
    this.json = json;
    this.clock = clock;
    this.meters = meters;
    this.topics = topics;
    this.platform = platform;
    this.bootstrap = bootstrap;
  }

  void start(@Observes StartupEvent event) {
    config
        .kafka()
        .forEach(
            (name, kafka) ->
                add(
                    new Outlet("kafka:" + name, tenant(kafka.tenant()), kafka.topic()),
                    0,
                    new KafkaSink(
                        bootstrap,
                        kafka,
                        json,
                        () -> topics.watch(kafka.topic(), platform.topicsCheck()))));
    config
        .syslog()
        .forEach(
            (name, syslog) -> {
              for (int i = 0; i < syslog.tenants().size(); i++) {
                Tenant tenant = tenant(syslog.tenants().get(i));
                String to = syslog.host() + ":" + syslog.port();
                add(new Outlet("syslog:" + name, tenant, to), i, new SyslogSink(syslog, json));
              }
            });
    if (loops.isEmpty()) {
      return;
    }
    loops.forEach(OutletLoop::start);
    timer =
        Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().name("outlets-timer").daemon().factory());
    long pause = config.lease().toMillis() / 3;
    var _ =
        timer.scheduleWithFixedDelay(
            () -> loops.forEach(OutletLoop::tick), 0, pause, TimeUnit.MILLISECONDS);
  }

  void stop(@Observes ShutdownEvent event) throws InterruptedException {
    if (timer != null) {
      timer.shutdownNow();
    }
    for (OutletLoop loop : loops) {
      loop.stop();
    }
  }

  private void add(Outlet outlet, int number, Sink sink) {
    Lag lag = new Lag(outlet.name(), number, clock, meters);
    loops.add(new OutletLoop(outlet, sink, log, config, lag));
  }

  private Tenant tenant(String alias) {
    UUID id = config.tenants().get(alias);
    if (id == null) {
      throw new IllegalStateException(
          "An outlet names the organization "
              + alias
              + ": set meishigura.outlets.tenants."
              + alias);
    }
    return new Tenant(id, alias);
  }
}
