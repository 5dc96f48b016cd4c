package jp.meishigura.gateway.api;

import java.time.Instant;
import java.util.UUID;
import jp.meishigura.gateway.release.Destroyed;
import jp.meishigura.platform.tombstone.Tombstone;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * That a subject's keys were destroyed for good.
 *
 * @param order the first erasure order that asked for it
 */
@Schema(
    name = "Tombstone",
    requiredProperties = {"subject", "order", "destroyedAt", "published"})
record TombstoneView(
    UUID subject,
    UUID order,
    Instant destroyedAt,
    @Schema(
            description =
                "Kafka has the tombstone: no restore of an older backup brings the keys back. While"
                    + " this is false, do not restore one, and ask again.")
        boolean published) {

  static TombstoneView of(Destroyed destroyed) {
    Tombstone tombstone = destroyed.tombstone();
    return new TombstoneView(
        tombstone.subject(), tombstone.order(), tombstone.destroyedAt(), destroyed.published());
  }
}
