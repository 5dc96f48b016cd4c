package jp.meishigura.gateway.api;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jp.meishigura.gateway.testing.HashicorpVaultResource;
import jp.meishigura.gateway.testing.NeedsHashicorpVault;
import jp.meishigura.platform.testing.StandResource;

@NeedsHashicorpVault
@QuarkusTest
@QuarkusTestResource(StandResource.class)
@WithTestResource(HashicorpVaultResource.class)
class HashicorpCheckpointTest extends Checkpoints {}
