package jp.meishigura.platform.testing;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import jp.meishigura.platform.caller.Tenant;

/** A token in the making: good by default, and as bad as a test wants it. */
public final class TestToken {

  private final Function<Map<String, Object>, String> sign;
  private final Map<String, Object> claims = new HashMap<>();

  TestToken(String issuer, Function<Map<String, Object>, String> sign) {
    this.sign = sign;
    claims.put("iss", issuer);
    claims.put("sub", UUID.randomUUID().toString());
    claims.put("typ", "Bearer");
    claims.put("jti", UUID.randomUUID().toString());
    long now = Instant.now().getEpochSecond();
    claims.put("iat", now);
    claims.put("exp", now + 600);
  }

  public TestToken claim(String name, Object value) {
    claims.put(name, value);
    return this;
  }

  public TestToken without(String name) {
    claims.remove(name);
    return this;
  }

  public TestToken subject(String id) {
    return claim("sub", id);
  }

  public TestToken audience(String... services) {
    return claim("aud", List.of(services));
  }

  public TestToken roles(String... names) {
    return claim("realm_access", Map.of("roles", new ArrayList<>(List.of(names))));
  }

  public TestToken acr(String level) {
    return claim("acr", level);
  }

  /** What the client may do, in place of what its kind of client usually may. */
  public TestToken scopes(String... names) {
    return claim("scope", String.join(" ", names));
  }

  public TestToken organizations(Tenant... tenants) {
    Map<String, Object> all = new HashMap<>();
    for (Tenant tenant : tenants) {
      all.put(tenant.alias(), Map.of("id", tenant.id().toString()));
    }
    return claim("organization", all);
  }

  public TestToken expired() {
    long now = Instant.now().getEpochSecond();
    return claim("iat", now - 7200).claim("exp", now - 3600);
  }

  public String sign() {
    return sign.apply(claims);
  }
}
