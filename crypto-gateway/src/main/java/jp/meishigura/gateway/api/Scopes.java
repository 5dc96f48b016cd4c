package jp.meishigura.gateway.api;

/** What a client may do here, as its token says ({@code scope}); docs/identity.md has who may. */
final class Scopes {

  static final String CREATE = "keys:create";
  static final String RELEASE = "keys:release";
  static final String INDEX = "keys:index";
  static final String DESTROY = "keys:destroy";

  /** A card's own keys and index keys that contacts-service has done its part for. */
  static final String RENEW = "keys:renew";

  /** A tenant's keys. */
  static final String ROTATE = "keys:rotate";

  /** Beside {@link #ROTATE}: Vault's key, which is the whole installation's. */
  static final String ROTATE_VAULT = "keys:rotate-vault";

  static final String SEAL = "keys:seal";
  static final String SIGN = "log:sign";

  private Scopes() {}
}
