package jp.meishigura.gateway.domain.subject;

/** A subject key is wrapped by a version of the tenant key that this ring does not have (yet). */
public final class UnknownTenantKey extends RuntimeException {

  private static final long serialVersionUID = 1L;

  UnknownTenantKey() {
    super("wrapped by an unknown tenant key");
  }
}
