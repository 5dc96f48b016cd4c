package jp.meishigura.audit.watch;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.stream.Collectors;
import jp.meishigura.audit.domain.sequence.Streams.Open;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/**
 * Tells which producers' numbers have gaps. The service stays ready: a log that is not served would
 * not bring back what is missing.
 */
@Readiness
@ApplicationScoped
public class GapReadiness implements HealthCheck {

  private final GapWatch watch;

  GapReadiness(GapWatch watch) {
    this.watch = watch;
  }

  @Override
  public HealthCheckResponse call() {
    return HealthCheckResponse.named("sequences")
        .up()
        .withData(
            "findings",
            watch.open().stream()
                .filter(one -> one.gaps() + one.reused() > 0)
                .map(Open::producer)
                .collect(Collectors.joining(", ")))
        .build();
  }
}
