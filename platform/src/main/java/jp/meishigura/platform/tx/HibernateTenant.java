package jp.meishigura.platform.tx;

import io.quarkus.hibernate.orm.PersistenceUnitExtension;
import io.quarkus.hibernate.orm.runtime.tenant.TenantResolver;
import jakarta.enterprise.context.ApplicationScoped;

/** Tells Hibernate the tenant for {@code @TenantId}; without a tenant, one that owns nothing. */
@ApplicationScoped
@PersistenceUnitExtension
public class HibernateTenant implements TenantResolver {

  private static final String NOBODY = "00000000-0000-0000-0000-000000000000";

  @Override
  public String getDefaultTenantId() {
    return NOBODY;
  }

  @Override
  public String resolveTenantId() {
    return TenantScope.known().map(tenant -> tenant.id().toString()).orElse(NOBODY);
  }
}
