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
record ResealedJson(UUID card, long revision) {

  static final String FORMER_KEY =
      "The former key opens copies of the database from before for as long as"
          + " meishigura.contacts.retire-after says, 7 days unless set otherwise, and is destroyed"
          + " then: a backup that is older does not open any more.";
}
