package jp.meishigura.gateway.domain.ring;

/** What a tenant's secret is for. The code is part of what Vault wraps: see {@link Envelope}. */
public enum SecretKind {
  /** Wraps subject keys. */
  TENANT_KEY(1),
  /** Blind-index keys are derived from it. */
  INDEX_SECRET(2);

  private final byte code;

  SecretKind(int code) {
    this.code = (byte) code;
  }

  byte code() {
    return code;
  }
}
