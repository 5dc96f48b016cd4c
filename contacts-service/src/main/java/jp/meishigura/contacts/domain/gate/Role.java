package jp.meishigura.contacts.domain.gate;

/** What a caller may be. The same names as the realm's roles, upper case with underscores. */
public enum Role {
  MEMBER,
  PRIVACY_OFFICER,
  AUDITOR,
  ADMINISTRATOR,
  INTEGRATOR,
  SERVICE
}
