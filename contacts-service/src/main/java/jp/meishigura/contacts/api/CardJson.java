package jp.meishigura.contacts.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import java.util.UUID;
import jp.meishigura.contacts.app.ToldConsent;
import jp.meishigura.contacts.domain.view.CardView;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** A card as this caller may see it for the stated purpose. */
@Schema(name = "Card")
@JsonInclude(JsonInclude.Include.NON_NULL)
public record CardJson(
    UUID id,
    @Schema(description = "The number in its entity tag") long revision,
    @Schema(enumeration = {"locked", "open"}) String state,
    @Schema(description = "Masked unless the card is open", examples = "佐○ ○○") String name,
    SourceJson source,
    List<ToldConsent> consent,
    @Schema(description = "Absent while the card is locked") @Nullable List<ValueJson> values,
    @Schema(
            description =
                "Only in lists: why nothing of this card opens. Asked for by itself it is that"
                    + " problem.",
            enumeration = {"seal-broken", "key-broken", "key-gone"})
        @Nullable String unreadable) {

  static CardJson of(CardView view) {
    return new CardJson(
        view.id(),
        view.revision(),
        view.locked() ? "locked" : "open",
        view.name(),
        SourceJson.of(view.source()),
        view.consent().stream().map(ToldConsent::of).toList(),
        view.locked() ? null : view.values().stream().map(ValueJson::shown).toList(),
        view.unreadable() == null ? null : view.unreadable().slug());
  }

  @Override
  public String toString() {
    return "Card " + id;
  }
}
