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

  /**
   * Goes on in the same transaction with the tenant's alias known: an event's envelope tells only
   * the id, its body the alias as well.
   *
   * @throws IllegalStateException for another tenant than the transaction's
   */
  public static void named(Tenant tenant, Runnable work) {
    if (!tenant().id().equals(tenant.id())) {
      throw new IllegalStateException("This transaction belongs to another tenant.");
    }
    ScopedValue.where(CURRENT, tenant).run(work);
  }

  static Optional<Tenant> known() {
    return CURRENT.isBound() ? Optional.of(CURRENT.get()) : Optional.empty();
  }
}
