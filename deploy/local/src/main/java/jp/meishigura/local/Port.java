package jp.meishigura.local;

/** Everything the suite listens on, as offsets from the port base. */
public enum Port {
  CONTACTS(1),
  CONSENT(2),
  AUDIT(3),
  GATEWAY(4),
  CONTACTS_MANAGEMENT(11),
  CONSENT_MANAGEMENT(12),
  AUDIT_MANAGEMENT(13),
  GATEWAY_MANAGEMENT(14),
  SMTP(25),
  INBOX(26),
  POSTGRES(32),
  KEYCLOAK(40),
  KEYCLOAK_MANAGEMENT(41),
  OPENBAO(50),
  OPENBAO_CLUSTER(51),
  KAFKA(92),
  KAFKA_CONTROLLER(93);

  private final int offset;

  Port(int offset) {
    this.offset = offset;
  }

  int offset() {
    return offset;
  }
}
