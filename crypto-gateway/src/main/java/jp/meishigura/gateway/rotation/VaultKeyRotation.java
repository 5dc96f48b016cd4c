package jp.meishigura.gateway.rotation;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.UUID;
import jp.meishigura.gateway.Config;
import jp.meishigura.gateway.domain.ring.KeyBroken;
import jp.meishigura.gateway.domain.ring.KeyVault;
import jp.meishigura.gateway.domain.ring.SecretKind;
import jp.meishigura.gateway.domain.ring.StoredSecret;
import jp.meishigura.gateway.domain.rotation.Rotation;
import jp.meishigura.gateway.store.Locks;
import jp.meishigura.gateway.store.RotationTable;
import jp.meishigura.gateway.store.TenantSecretTable;
import jp.meishigura.platform.caller.Tenant;
import jp.meishigura.platform.tx.TenantTransactions;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * A new version of Vault's key; the secrets of all tenants wrapped by it, tenant by tenant; then
 * Vault is told to unwrap nothing older. Each step is written down before the next, and done twice
 * it does no harm.
 */
@ApplicationScoped
public class VaultKeyRotation {

  private static final Logger LOG = Logger.getLogger(VaultKeyRotation.class);

  private final TenantTransactions transactions;
  private final RotationTable rotations;
  private final TenantSecretTable secrets;
  private final KeyVault vault;
  private final Locks locks;
  private final RotationEnd end;
  private final int batch;

  public VaultKeyRotation(
      TenantTransactions transactions,
      RotationTable rotations,
      TenantSecretTable secrets,
      KeyVault vault,
      Locks locks,
      RotationEnd end,
      Config config) {
    this.transactions = transactions;
    this.rotations = rotations;
    this.secrets = secrets;
    this.vault = vault;
    this.locks = locks;
    this.end = end;
    this.batch = config.rotation().tenantBatchSize();
  }

  /** Always moves, unless Vault does not serve us. */
  boolean step(Rotation rotation) {
    @Nullable Integer from = rotation.from();
    @Nullable Integer to = rotation.to();
    if (from == null) {
      int newest = vault.newestVersion();
      asSystem(() -> rotations.startsFrom(rotation.id(), newest));
    } else if (to == null) {
      addVersion(rotation, from);
    } else {
      rewrapSome(rotation, to);
    }
    return true;
  }

  /**
   * After a kill in between the version may be there already. Whoever keeps a wrapping after this
   * commits looks at it, and whoever did before is found by the pass.
   */
  private void addVersion(Rotation rotation, int from) {
    if (vault.newestVersion() <= from) {
      vault.rotate();
    }
    int to = vault.newestVersion();
    asSystem(
        () -> {
          locks.whileDecidingVersion();
          rotations.goesTo(rotation.id(), to, secrets.countHolders());
        });
  }

  private void rewrapSome(Rotation rotation, int to) {
    List<UUID> tenants =
        transactions.callAsSystem(() -> secrets.holders(rotation.position(), batch));
    if (tenants.isEmpty()) {
      finish(rotation, to);
      return;
    }
    long broken = 0;
    for (UUID tenant : tenants) {
      broken += rewrap(new Tenant(tenant, ""), to);
    }
    long found = broken;
    asSystem(() -> rotations.advance(rotation.id(), tenants.getLast(), tenants.size(), found));
  }

  /** How many secrets do not open. */
  private int rewrap(Tenant tenant, int to) {
    int broken = 0;
    for (SecretKind kind : SecretKind.values()) {
      for (StoredSecret row : transactions.call(tenant, () -> secrets.all(kind))) {
        try {
          if (row.vaultVersion() < to) {
            StoredSecret anew =
                row.rewrapped(vault.rewrap(tenant.id(), List.of(row.wrapped())).getFirst());
            transactions.run(tenant, () -> secrets.rewrap(kind, row, anew));
          }
        } catch (KeyBroken e) {
          LOG.errorf("A wrapped secret does not open: %s of %s", row, tenant.id());
          broken++;
        }
      }
    }
    return broken;
  }

  /** With a secret that does not open the old version stays: perhaps it can still be mended. */
  private void finish(Rotation rotation, int to) {
    Tenant asked = new Tenant(rotation.asked().tenant(), rotation.asked().alias());
    if (rotation.progress().broken() > 0) {
      transactions.run(asked, () -> end.failed(rotation, "key-broken"));
      return;
    }
    vault.retireBefore(to);
    transactions.run(asked, () -> end.finished(rotation, 1));
  }

  private void asSystem(Runnable work) {
    transactions.callAsSystem(
        () -> {
          work.run();
          return true;
        });
  }
}
