package jp.meishigura.local.services;

import java.util.Locale;
import jp.meishigura.local.Port;

/** The four services: what they are called and where they listen. */
public enum Service {
  CONTACTS("contacts-service", Port.CONTACTS, Port.CONTACTS_MANAGEMENT),
  CONSENT("consent-service", Port.CONSENT, Port.CONSENT_MANAGEMENT),
  AUDIT("audit-service", Port.AUDIT, Port.AUDIT_MANAGEMENT),
  GATEWAY("crypto-gateway", Port.GATEWAY, Port.GATEWAY_MANAGEMENT);

  private final String module;
  private final Port port;
  private final Port management;

  Service(String module, Port port, Port management) {
    this.module = module;
    this.port = port;
    this.management = management;
  }

  /** Its Maven module, OAuth client and part name. */
  public String module() {
    return module;
  }

  public Port port() {
    return port;
  }

  public Port management() {
    return management;
  }

  /** Its database: {@code contacts}, {@code consent}, {@code audit}, {@code gateway}. */
  public String database() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The role that owns the database and runs its migrations. */
  public String owner() {
    return database() + "_owner";
  }

  /** The role the service works as: it owns nothing and cannot pass by row-level security. */
  public String app() {
    return database() + "_app";
  }
}
