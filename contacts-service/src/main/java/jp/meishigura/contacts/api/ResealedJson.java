package jp.meishigura.contacts.api;

import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * A card that was sealed anew.
 *
 * @param revision of the card from now on
 */
@Schema(
    name = "ResealedCard",
    requiredProperties = {"card", "revision"})
record ResealedJson(UUID card, long revision) {}
