package jp.meishigura.gateway.testing;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.net.URI;
import java.nio.file.Path;
import java.util.Map;
import jp.meishigura.platform.testing.FromStand;
import jp.meishigura.platform.testing.Stand;
import org.jspecify.annotations.Nullable;

/** The stand's Vault-compatible server, for the gateway under test. */
public class VaultResource implements QuarkusTestResourceLifecycleManager {

  private @Nullable VaultRoad road;
  private @Nullable TestVault vault;

  @Override
  public Map<String, String> start() {
    Stand stand = Stand.get();
    URI address = URI.create(stand.property("vault.addr"));
    road = new VaultRoad(address.getHost(), address.getPort());
    vault =
        new TestVault(
            address.toString(),
            stand.property("vault.admin-token"),
            Path.of(stand.property("vault.role-id-file")),
            Path.of(stand.property("vault.secret-id-file")));
    return Map.of(
        "meishigura.vault.addr",
        road.url(),
        "meishigura.vault.role-id-file",
        vault.roleId().toString(),
        "meishigura.vault.secret-id-file",
        vault.secretId().toString(),
        "meishigura.vault.timeout",
        "1s",
        "meishigura.rotation.batch-size",
        "10",
        "meishigura.checkpoint.origin",
        "log.example,log.example/2026",
        // A test replaces the database under the service.
        "quarkus.datasource.jdbc.validate-on-borrow",
        "true");
  }

  @Override
  public void stop() {
    if (road != null) {
      road.close();
    }
    if (vault != null) {
      vault.close();
    }
  }

  @Override
  public void inject(TestInjector injector) {
    injector.injectIntoFields(
        road, new TestInjector.AnnotatedAndMatchesType(FromStand.class, VaultRoad.class));
    injector.injectIntoFields(
        vault, new TestInjector.AnnotatedAndMatchesType(FromStand.class, TestVault.class));
  }
}
