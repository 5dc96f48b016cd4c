package jp.meishigura.platform.tx;

import java.util.Optional;
import jp.meishigura.platform.caller.Tenant;

/** The tenant of the transaction that this thread is in. */
public final class TenantScope {

  static final ScopedValue<Tenant> CURRENT = ScopedValue.newInstance();

  private TenantScope() {}

  /**
   * @throws IllegalStateException outside of a tenant's transaction
   */
  public static Tenant tenant() {
    return known().orElseThrow(() -> new IllegalStateException("No tenant's transaction here."));
  }

  static Optional<Tenant> known() {
    return CURRENT.isBound() ? Optional.of(CURRENT.get()) : Optional.empty();
  }
}
