package jp.meishigura.platform.testing;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.UUID;
import jp.meishigura.platform.caller.Tenant;

/** Tenants that no other test has. */
public final class TestTenants {

  private TestTenants() {}

  public static Tenant fresh() {
    return named("t" + UUID.randomUUID().toString().substring(0, 12));
  }

  /** The issuer must find the same id for an alias: it is derived from it. */
  static Tenant named(String alias) {
    return new Tenant(UUID.nameUUIDFromBytes(alias.getBytes(UTF_8)), alias);
  }
}
