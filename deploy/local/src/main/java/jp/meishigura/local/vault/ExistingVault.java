package jp.meishigura.local.vault;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import jp.meishigura.local.LaunchException;
import jp.meishigura.local.Site;

/**
 * A Vault or OpenBao that somebody else runs, named by the environment.
 *
 * @param address {@code VAULT_ADDR}
 * @param roleIdFile {@code VAULT_ROLE_ID_FILE}
 * @param secretIdFile {@code VAULT_SECRET_ID_FILE}
 * @param caFile {@code VAULT_CACERT}, as the programs vault and bao take it too
 */
public record ExistingVault(
    String address, Path roleIdFile, Path secretIdFile, Optional<Path> caFile) {

  /**
   * The server that {@code VAULT_ADDR} names, if it is set; a stand for tests always has its own.
   */
  public static Optional<ExistingVault> found(Site site) {
    if (!site.durable()) {
      return Optional.empty();
    }
    return variable("VAULT_ADDR")
        .map(
            address ->
                new ExistingVault(
                    usable(address).replaceAll("/+$", ""),
                    login("VAULT_ROLE_ID_FILE"),
                    login("VAULT_SECRET_ID_FILE"),
                    variable("VAULT_CACERT").map(name -> readable("VAULT_CACERT", name))));
  }

  private static String usable(String address) {
    if (address.matches("https?://[^/\\s]+/*")) {
      return address;
    }
    throw new LaunchException(
        "VAULT_ADDR must look like https://vault.example:8200, but it is " + address);
  }

  private static Path login(String variable) {
    return readable(
        variable,
        variable(variable)
            .orElseThrow(
                () ->
                    new LaunchException(
                        "VAULT_ADDR is set, so "
                            + variable
                            + " must name crypto-gateway's login too"
                            + " (see deploy/vault/README.md). Unset VAULT_ADDR to run"
                            + " a server of our own.")));
  }

  private static Path readable(String variable, String name) {
    Path file = Path.of(name);
    if (!Files.isReadable(file)) {
      throw new LaunchException(variable + " names a file that cannot be read: " + file);
    }
    return file.toAbsolutePath();
  }

  private static Optional<String> variable(String name) {
    return Optional.ofNullable(System.getenv(name)).filter(value -> !value.isBlank());
  }
}
