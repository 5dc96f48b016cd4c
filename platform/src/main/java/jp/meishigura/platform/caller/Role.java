package jp.meishigura.platform.caller;

import java.util.Locale;
import java.util.Optional;

/** What a caller may be in its tenant. The names are those of the realm's roles. */
public enum Role {
  MEMBER,
  PRIVACY_OFFICER,
  AUDITOR,
  ADMINISTRATOR,
  /** A client of a customer, acting for one tenant without a person. */
  INTEGRATOR,
  /** One of our own services. */
  SERVICE;

  /** The realm's role names, for annotations. */
  public static final class Names {
    public static final String MEMBER = "member";
    public static final String PRIVACY_OFFICER = "privacy-officer";
    public static final String AUDITOR = "auditor";
    public static final String ADMINISTRATOR = "administrator";
    public static final String INTEGRATOR = "integrator";
    public static final String SERVICE = "service";

    private Names() {}
  }

  public String realmName() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  static Optional<Role> ofRealmName(String name) {
    for (Role role : values()) {
      if (role.realmName().equals(name)) {
        return Optional.of(role);
      }
    }
    return Optional.empty();
  }
}
