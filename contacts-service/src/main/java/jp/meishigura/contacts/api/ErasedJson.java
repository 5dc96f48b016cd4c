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
    requiredProperties = {"card", "order", "erasedAt"})
public record ErasedJson(UUID card, UUID order, Instant erasedAt) {
  static ErasedJson of(Erased erased) {
    return new ErasedJson(erased.card(), erased.order(), erased.at());
  }
}
