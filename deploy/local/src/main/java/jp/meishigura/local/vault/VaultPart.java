package jp.meishigura.local.vault;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.net.ssl.SSLException;
import jp.meishigura.local.LaunchException;
import jp.meishigura.local.Part;
import jp.meishigura.local.Port;
import jp.meishigura.local.PrivateFiles;
import jp.meishigura.local.Secret;
import jp.meishigura.local.Site;
import jp.meishigura.local.process.Child;
import jp.meishigura.local.process.Children;
import jp.meishigura.local.process.Command;

/** OpenBao or HashiCorp Vault, of our own or one that is already there. */
public final class VaultPart implements Part {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final Site site;

  public VaultPart(Site site) {
    this.site = site;
  }

  @Override
  public String name() {
    return "openbao";
  }

  @Override
  public List<Port> ports() {
    return usesExisting() ? List.of() : List.of(Port.OPENBAO, Port.OPENBAO_CLUSTER);
  }

  /** Where crypto-gateway finds it. */
  public static String address(Site site) {
    return ExistingVault.found(site)
        .map(ExistingVault::address)
        .orElse(site.ports().http(Port.OPENBAO));
  }

  /** The certificate authorities that vouch for an existing server, if it named some. */
  public static Optional<Path> caFile(Site site) {
    return ExistingVault.found(site).flatMap(ExistingVault::caFile);
  }

  @Override
  public void check() {
    ExistingVault.found(site).ifPresent(VaultPart::requireService);
  }

  @Override
  public String start(Children children) throws IOException, InterruptedException {
    if (usesExisting()) {
      check();
      return address(site) + " (VAULT_ADDR)";
    }
    VaultApi api = new VaultApi(address(site));
    Path folder = site.folders().of(name());
    Path done = folder.resolve("initialised");
    VaultBinary binary = VaultBinary.find(site.folders());
    Path config = new VaultConfig(site, folder).write(binary.unsealsItself(), !Files.exists(done));
    Child child =
        children.spawn(
            name(),
            Command.of(List.of(binary.program().toString(), "server", "-config=" + config)));
    if (!binary.unsealsItself()) {
      child.await(PATIENCE, api::answers);
      new Unsealing(site, api).perform();
    }
    child.await(PATIENCE, api::healthy);
    Secret token = operatorToken(child, api);
    Approle.issue(site, api, token);
    if (!Files.exists(done)) {
      PrivateFiles.write(done, "");
      // The first configuration carries the operator's password.
      new VaultConfig(site, folder).write(binary.unsealsItself(), false);
    }
    return address(site) + " (" + binary.origin() + ")";
  }

  /** A login for set-up; in a stand it may do everything. */
  public Secret operatorToken() throws IOException, InterruptedException {
    return new VaultApi(address(site)).login(VaultSetup.operatorPassword(site));
  }

  /** The server is healthy a moment before its own first requests are through. */
  private Secret operatorToken(Child child, VaultApi api) throws InterruptedException {
    Secret[] token = new Secret[1];
    child.await(
        Duration.ofSeconds(15),
        () -> {
          try {
            token[0] = api.login(VaultSetup.operatorPassword(site));
            return true;
          } catch (LaunchException e) {
            return false;
          }
        });
    return token[0];
  }

  private boolean usesExisting() {
    return ExistingVault.found(site).isPresent();
  }

  /** As crypto-gateway will: whoever mixed up a file or a policy hears it now. */
  private static void requireKeys(VaultApi api, ExistingVault existing)
      throws IOException, InterruptedException {
    Secret token =
        api.approleLogin(
            new Secret(Files.readString(existing.roleIdFile()).strip()),
            new Secret(Files.readString(existing.secretIdFile()).strip()));
    var _ =
        api.write(
            "transit/encrypt/tenant-keys",
            Map.of("plaintext", "AAAA", "context", "AAAAAAAAAAAAAAAAAAAAAA=="),
            token);
  }

  private static void requireService(ExistingVault existing) {
    try {
      VaultApi api = new VaultApi(existing);
      if (api.serves()) {
        requireKeys(api, existing);
        return;
      }
    } catch (SSLException e) {
      throw new LaunchException(
          "VAULT_ADDR is "
              + existing.address()
              + ", but its certificate is not trusted; VAULT_CACERT names a file with the"
              + " authority that signed it: "
              + e.getMessage(),
          e);
    } catch (IOException e) {
      throw new LaunchException(
          "VAULT_ADDR is " + existing.address() + ", but nothing answers there: " + e, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new LaunchException("interrupted", e);
    }
    throw new LaunchException("The server at VAULT_ADDR is sealed or not initialised.");
  }
}
