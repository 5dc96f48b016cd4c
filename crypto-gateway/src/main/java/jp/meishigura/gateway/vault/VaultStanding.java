package jp.meishigura.gateway.vault;

import io.github.jopenlibs.vault.VaultException;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Locale;

/** How Vault stands to us, asked now: for people who look why there are no keys. */
@ApplicationScoped
class VaultStanding {

  enum Standing {
    /** It serves us. */
    ANSWERS,
    /** It lets us in and not use our key: the policy, the mount, or the key's oldest version. */
    WITHHOLDS,
    /** It runs and serves nobody before somebody unseals it. */
    SEALED,
    /** It runs and does not let us in. */
    REFUSES,
    /** Nothing comes back. */
    SILENT;

    String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  private final VaultClient client;
  private final VaultSession session;
  private final TransitProbe probe;

  VaultStanding(VaultClient client, VaultSession session, TransitProbe probe) {
    this.client = client;
    this.session = session;
    this.probe = probe;
  }

  Standing ask() {
    if (session.reachable()) {
      return probe.serves() ? Standing.ANSWERS : Standing.WITHHOLDS;
    }
    try {
      return Boolean.TRUE.equals(client.anonymous().debug().health().getSealed())
          ? Standing.SEALED
          : Standing.REFUSES;
    } catch (VaultException e) {
      return Standing.SILENT;
    }
  }
}
