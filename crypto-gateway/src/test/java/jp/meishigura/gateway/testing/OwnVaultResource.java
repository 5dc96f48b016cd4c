package jp.meishigura.gateway.testing;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.util.Map;
import jp.meishigura.platform.testing.FromStand;
import jp.meishigura.platform.testing.Stand;
import org.jspecify.annotations.Nullable;

/**
 * A Vault-compatible server of the test's own, for the gateway under test. Use it with
 * {@code @WithTestResource}, which leaves the other tests the stand's.
 */
public class OwnVaultResource implements QuarkusTestResourceLifecycleManager {

  private @Nullable OwnVault own;
  private @Nullable VaultRoad road;
  private @Nullable TestVault vault;

  /** After {@link VaultResource}, which all tests of the module have. */
  @Override
  public int order() {
    return 100;
  }

  OwnVault launch() {
    return OwnVault.start(Stand.get());
  }

  @Override
  public Map<String, String> start() {
    own = launch();
    road = new VaultRoad("127.0.0.1", own.port());
    vault = own.asTestVault();
    return Map.of(
        "meishigura.vault.addr",
        road.url(),
        "meishigura.vault.role-id-file",
        vault.roleId().toString(),
        "meishigura.vault.secret-id-file",
        vault.secretId().toString(),
        "meishigura.vault.timeout",
        "1s",
        "meishigura.checkpoint.origin",
        "log.example,log.example/2026",
        "meishigura.rotation.tenant-batch-size",
        "2");
  }

  @Override
  public void stop() {
    if (road != null) {
      road.close();
    }
    if (vault != null) {
      vault.close();
    }
    if (own != null) {
      own.close();
    }
  }

  @Override
  public void inject(TestInjector injector) {
    inject(injector, road, VaultRoad.class);
    inject(injector, own, OwnVault.class);
    inject(injector, vault, TestVault.class);
  }

  private static void inject(TestInjector injector, @Nullable Object value, Class<?> type) {
    injector.injectIntoFields(
        value, new TestInjector.AnnotatedAndMatchesType(FromStand.class, type));
  }
}
