package jp.meishigura.contacts.api;

import java.util.List;
import java.util.UUID;
import jp.meishigura.contacts.domain.card.Value;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** Values in the clear. */
@Schema(name = "Revealed")
public record RevealedJson(UUID card, String purpose, List<ValueJson> values) {

  static RevealedJson of(UUID card, String purpose, List<Value> values) {
    return new RevealedJson(card, purpose, values.stream().map(ValueJson::revealed).toList());
  }
}
