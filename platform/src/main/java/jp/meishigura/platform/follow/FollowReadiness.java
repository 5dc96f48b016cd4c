package jp.meishigura.platform.follow;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/** Not ready while {@link ServingDoor} answers nobody. */
@Readiness
@ApplicationScoped
public class FollowReadiness implements HealthCheck {

  private final Followers followers;

  public FollowReadiness(Followers followers) {
    this.followers = followers;
  }

  @Override
  public HealthCheckResponse call() {
    List<String> pending = followers.pending();
    return HealthCheckResponse.named("tombstones")
        .status(pending.isEmpty())
        .withData("pending", String.join(", ", pending))
        .build();
  }
}
