package jp.meishigura.gateway.api;

import java.time.Instant;
import jp.meishigura.gateway.domain.seal.Seal;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * Where the tenant's switch stands.
 *
 * @param since when it was last moved; null when never
 */
@Schema(
    name = "Seal",
    requiredProperties = {"sealed", "since"})
record SealView(boolean sealed, @Nullable @Schema(nullable = true) Instant since) {

  static SealView of(Seal seal) {
    return new SealView(seal.sealed(), seal.since());
  }
}
