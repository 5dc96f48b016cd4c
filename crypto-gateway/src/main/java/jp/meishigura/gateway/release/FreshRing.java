package jp.meishigura.gateway.release;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.function.Supplier;
import jp.meishigura.gateway.domain.ring.KeysUnavailable;
import jp.meishigura.gateway.domain.ring.SecretKind;
import jp.meishigura.gateway.domain.ring.StaleRing;
import jp.meishigura.platform.caller.Tenant;

/** Another instance may have added or retired a version since ours was unwrapped. */
@ApplicationScoped
public class FreshRing {

  /** The second sees what the first lacked; a third only when a rotation came in between. */
  private static final int ATTEMPTS = 3;

  private final TenantRings rings;

  public FreshRing(TenantRings rings) {
    this.rings = rings;
  }

  /**
   * Does the work, again with a ring read anew when it was stale.
   *
   * @throws KeysUnavailable when that does not help: the versions change faster than they are read
   */
  public <T> T call(Tenant tenant, SecretKind kind, Supplier<T> work) {
    for (int attempt = 1; attempt <= ATTEMPTS; attempt++) {
      try {
        return work.get();
      } catch (StaleRing e) {
        rings.forget(tenant, kind);
      }
    }
    throw new KeysUnavailable("serves, but the versions of tenant " + tenant.id() + " do not rest");
  }
}
