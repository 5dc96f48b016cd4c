package jp.meishigura.local.keycloak;

import java.util.Locale;
import jp.meishigura.local.LaunchException;

/** Level of a login, as the claim {@code acr} names it. */
public enum Acr {
  /** Password only. */
  AAL1,
  /** Password and a second factor. */
  AAL2;

  /** The value in requests and tokens. */
  public String value() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * The level of that name.
   *
   * @throws LaunchException when there is none
   */
  public static Acr named(String name) {
    for (Acr acr : values()) {
      if (acr.value().equals(name)) {
        return acr;
      }
    }
    throw new LaunchException("The level is aal1 or aal2, not " + name + ".");
  }
}
