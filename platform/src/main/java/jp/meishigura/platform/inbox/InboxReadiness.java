package jp.meishigura.platform.inbox;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/** Not ready while a database that was put back has not heard again what it had heard before. */
@Readiness
@ApplicationScoped
public class InboxReadiness implements HealthCheck {

  private final EventConsumers consumers;

  public InboxReadiness(EventConsumers consumers) {
    this.consumers = consumers;
  }

  @Override
  public HealthCheckResponse call() {
    List<String> pending = consumers.pending();
    return HealthCheckResponse.named("events")
        .status(pending.isEmpty())
        .withData("pending", String.join(", ", pending))
        .build();
  }
}
