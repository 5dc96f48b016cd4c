package jp.meishigura.gateway.api;

/** What a client may do here, as its token says ({@code scope}); docs/identity.md has who may. */
final class Scopes {

  static final String CREATE = "keys:create";
  static final String RELEASE = "keys:release";
  static final String INDEX = "keys:index";
  static final String DESTROY = "keys:destroy";
  static final String ROTATE = "keys:rotate";
  static final String SEAL = "keys:seal";
  static final String SIGN = "log:sign";

  private Scopes() {}
}
