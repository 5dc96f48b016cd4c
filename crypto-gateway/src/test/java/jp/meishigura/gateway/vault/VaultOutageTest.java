package jp.meishigura.gateway.vault;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jp.meishigura.gateway.testing.VaultResource;
import jp.meishigura.platform.testing.StandResource;

@QuarkusTest
@QuarkusTestResource(StandResource.class)
@QuarkusTestResource(VaultResource.class)
class VaultOutageTest extends VaultOutages {}
