package jp.meishigura.gateway.vault;

import jakarta.enterprise.context.ApplicationScoped;
import jp.meishigura.gateway.release.TenantRings;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/**
 * Says apart from the database whether Vault answers. While it does not, the service stays ready as
 * long as it has unwrapped keys: taking it out of service then would only make the outage larger.
 */
@Readiness
@ApplicationScoped
public class VaultReadiness implements HealthCheck {

  private final VaultSession session;
  private final TenantRings rings;

  public VaultReadiness(VaultSession session, TenantRings rings) {
    this.session = session;
    this.rings = rings;
  }

  @Override
  public HealthCheckResponse call() {
    boolean reachable = session.reachable();
    int unwrapped = rings.unwrapped();
    return HealthCheckResponse.named("vault")
        .status(reachable || unwrapped > 0)
        .withData("reachable", reachable)
        .withData("unwrapped", unwrapped)
        .build();
  }
}
