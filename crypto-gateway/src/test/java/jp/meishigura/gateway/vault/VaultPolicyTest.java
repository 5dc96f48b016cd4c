package jp.meishigura.gateway.vault;

import jp.meishigura.gateway.testing.OwnVault;
import jp.meishigura.platform.testing.Stand;

class VaultPolicyTest extends VaultPolicies {

  @Override
  OwnVault launch() {
    return OwnVault.start(Stand.get());
  }
}
