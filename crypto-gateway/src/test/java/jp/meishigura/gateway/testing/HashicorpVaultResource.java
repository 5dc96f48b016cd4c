package jp.meishigura.gateway.testing;

/** {@link OwnVaultResource} with the other product; for tests that {@link NeedsHashicorpVault}. */
public class HashicorpVaultResource extends OwnVaultResource {

  @Override
  OwnVault launch() {
    return HashicorpVault.start();
  }
}
