package jp.meishigura.gateway.api;

import java.time.Instant;
import java.util.UUID;
import jp.meishigura.platform.tombstone.Tombstone;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * That a subject's keys were destroyed for good.
 *
 * @param order the first erasure order that asked for it
 */
@Schema(
    name = "Tombstone",
    requiredProperties = {"subject", "order", "destroyedAt"})
record TombstoneView(UUID subject, UUID order, Instant destroyedAt) {

  static TombstoneView of(Tombstone tombstone) {
    return new TombstoneView(tombstone.subject(), tombstone.order(), tombstone.destroyedAt());
  }
}
