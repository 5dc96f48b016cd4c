package jp.meishigura.gateway.release;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import java.util.function.Function;
import jp.meishigura.gateway.domain.ring.Envelope;
import jp.meishigura.gateway.domain.ring.KeyVault;
import jp.meishigura.gateway.domain.ring.KeysUnavailable;
import jp.meishigura.gateway.domain.ring.SecretKind;
import jp.meishigura.gateway.domain.ring.StoredSecret;
import jp.meishigura.gateway.domain.ring.TenantSecret;
import jp.meishigura.gateway.store.Locks;
import jp.meishigura.gateway.store.RotationTable;
import jp.meishigura.platform.caller.Tenant;
import jp.meishigura.platform.seal.SecretBytes;
import jp.meishigura.platform.tx.TenantTransactions;

/**
 * Makes a version of a tenant's secret. Vault wraps it before the transaction; by then Vault's key
 * may have been rotated, and what its old version wrapped may soon not unwrap any more. So that is
 * looked at once more where the secret is kept, under a lock that the rotation needs too.
 */
@ApplicationScoped
public class SecretMaker {

  private static final int ATTEMPTS = 3;

  private final TenantTransactions transactions;
  private final KeyVault vault;
  private final Locks locks;
  private final RotationTable rotations;

  public SecretMaker(
      TenantTransactions transactions, KeyVault vault, Locks locks, RotationTable rotations) {
    this.transactions = transactions;
    this.vault = vault;
    this.locks = locks;
    this.rotations = rotations;
  }

  /**
   * @param keep writes the row down, in the tenant's transaction
   * @throws KeysUnavailable when Vault does not serve us
   */
  public <T> T make(Tenant tenant, SecretKind kind, int version, Function<StoredSecret, T> keep) {
    for (int attempt = 1; attempt <= ATTEMPTS; attempt++) {
      StoredSecret row = wrapped(tenant, kind, version);
      Optional<T> kept =
          transactions.call(
              tenant,
              () -> {
                locks.whileKeepingWrapped();
                return row.vaultVersion() < rotations.vaultFloor()
                    ? Optional.empty()
                    : Optional.of(keep.apply(row));
              });
      if (kept.isPresent()) {
        return kept.get();
      }
    }
    throw new KeysUnavailable("encrypt: wraps under a version that was retired");
  }

  private StoredSecret wrapped(Tenant tenant, SecretKind kind, int version) {
    try (TenantSecret fresh = TenantSecret.fresh(version);
        SecretBytes envelope = Envelope.seal(kind, fresh)) {
      return new StoredSecret(fresh.id(), version, vault.wrap(tenant.id(), envelope));
    }
  }
}
