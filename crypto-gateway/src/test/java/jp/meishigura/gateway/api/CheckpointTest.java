package jp.meishigura.gateway.api;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jp.meishigura.gateway.testing.OwnVaultResource;
import jp.meishigura.platform.testing.StandResource;

@QuarkusTest
@QuarkusTestResource(StandResource.class)
@WithTestResource(OwnVaultResource.class)
class CheckpointTest extends Checkpoints {}
