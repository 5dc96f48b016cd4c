package jp.meishigura.gateway.vault;

import jakarta.enterprise.context.ApplicationScoped;
import jp.meishigura.gateway.release.TenantRings;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/**
 * Says apart from the database whether Vault answers, and whether keys can be had. While Vault does
 * not, the service stays ready as long as it has unwrapped keys: taking it out of service then
 * would only make the outage larger.
 */
@Readiness
@ApplicationScoped
public class VaultReadiness implements HealthCheck {

  private final VaultStanding standing;
  private final TenantRings rings;

  VaultReadiness(VaultStanding standing, TenantRings rings) {
    this.standing = standing;
    this.rings = rings;
  }

  @Override
  public HealthCheckResponse call() {
    VaultStanding.Standing vault = standing.ask();
    boolean serves = vault == VaultStanding.Standing.ANSWERS;
    int unwrapped = rings.unwrapped();
    return HealthCheckResponse.named("vault")
        .status(serves || unwrapped > 0)
        .withData("reachable", serves || vault == VaultStanding.Standing.WITHHOLDS)
        .withData("vault", vault.word())
        .withData("keys", serves ? "available" : unwrapped > 0 ? "cached" : "unavailable")
        .withData("unwrapped", unwrapped)
        .build();
  }
}
