package jp.meishigura.audit.identity;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.net.URI;
import java.net.http.HttpClient;
import java.time.Clock;
import java.util.Set;
import jp.meishigura.audit.domain.identity.Readings;
import jp.meishigura.platform.service.PlatformConfig;
import jp.meishigura.platform.tx.TenantTransactions;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;

/** Reads the events of the realm that the configuration names, where it names one. */
@ApplicationScoped
public class IdentityEvents {

  private final IdentityConfig config;
  private final PlatformConfig platform;
  private final Readings readings;
  private final Recorder recorder;
  private final TenantTransactions transactions;
  private final ObjectMapper json;
  private final MeterRegistry meters;
  private final Clock clock;
  private final String operator;
  private @Nullable ReadingLoop loop;
  private @Nullable HttpClient http;

  /**
   * @param operator the organization that signatures are asked for in: what is no tenant's has its
   *     place with the operator
   */
  IdentityEvents(
      IdentityConfig config,
      PlatformConfig platform,
      Readings readings,
      Recorder recorder,
      TenantTransactions transactions,
      ObjectMapper json,
      MeterRegistry meters,
      Clock clock,
      @ConfigProperty(name = "meishigura.log.organization") String operator) {
    this.config = config;
    this.platform = platform;
    this.readings = readings;
    this.recorder = recorder;
    this.transactions = transactions;
    this.json = json;
    this.meters = meters;
    this.clock = clock;
    this.operator = operator;
  }

  void start(@Observes StartupEvent event) {
    config.adminUrl().ifPresent(this::follow);
  }

  void stop(@Observes ShutdownEvent event) throws InterruptedException {
    if (loop != null) {
      loop.stop();
    }
    if (http != null) {
      http.shutdownNow();
    }
  }

  private void follow(URI realm) {
    if (config.patience().compareTo(config.overlap()) > 0) {
      throw new IllegalStateException(
          "meishigura.identity.patience must not be longer than meishigura.identity.overlap");
    }
    HttpClient client =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .followRedirects(HttpClient.Redirect.NEVER)
            .connectTimeout(config.timeout())
            .build();
    PlatformConfig.ServiceAccount account = platform.serviceAccount();
    ReaderToken token =
        new ReaderToken(
            client,
            account.tokenUrl().orElseThrow(),
            config.clientId(),
            config.clientSecret().orElseThrow(),
            config.timeout(),
            json,
            clock);
    Set<String> own =
        account
            .clientId()
            .map(id -> Set.of(config.clientId(), id))
            .orElse(Set.of(config.clientId()));
    IdentityMeters counted = new IdentityMeters(meters, clock);
    Reading reading =
        new Reading(
            new Keycloak(client, realm, token, config.timeout(), json),
            readings,
            recorder,
            transactions,
            config,
            new OwnLogins(own),
            operator,
            counted,
            clock);
    http = client;
    loop = new ReadingLoop(reading, readings, transactions, config, counted);
    loop.start();
  }
}
