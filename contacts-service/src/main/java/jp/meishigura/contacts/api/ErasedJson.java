package jp.meishigura.contacts.api;

import java.time.Instant;
import java.util.UUID;
import jp.meishigura.contacts.app.CardErasure.Erased;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * What was erased.
 *
 * @param order names the erasure in the audit log and in the tombstone
 */
@Schema(
    name = "Erased",
    requiredProperties = {"card", "order", "erasedAt", "outlivesBackups"})
public record ErasedJson(
    UUID card,
    UUID order,
    Instant erasedAt,
    @Schema(
            description =
                "No restore of an older backup brings the card back: its tombstone is kept outside"
                    + " of all databases. While this is false, do not restore one, and ask again.")
        boolean outlivesBackups) {

  static ErasedJson of(Erased erased) {
    return new ErasedJson(erased.card(), erased.order(), erased.at(), erased.outlivesBackups());
  }
}
