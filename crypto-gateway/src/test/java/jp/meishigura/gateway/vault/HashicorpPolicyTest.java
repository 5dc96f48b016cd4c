package jp.meishigura.gateway.vault;

import jp.meishigura.gateway.testing.HashicorpVault;
import jp.meishigura.gateway.testing.NeedsHashicorpVault;
import jp.meishigura.gateway.testing.OwnVault;

@NeedsHashicorpVault
class HashicorpPolicyTest extends VaultPolicies {

  @Override
  OwnVault launch() {
    return HashicorpVault.start();
  }
}
