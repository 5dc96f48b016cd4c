package jp.meishigura.contacts.domain.view;

import java.util.List;
import java.util.UUID;
import jp.meishigura.contacts.domain.card.Source;
import jp.meishigura.contacts.domain.sealed.Damage;
import org.jspecify.annotations.Nullable;

/**
 * A card as it is shown to one caller for one purpose, or for none.
 *
 * @param name clear or masked
 * @param source where the card first came from
 * @param values empty when locked
 * @param unreadable why nothing of it opens; null for almost all
 */
public record CardView(
    UUID id,
    long revision,
    boolean locked,
    String name,
    Source source,
    List<ConsentNote> consent,
    List<ShownValue> values,
    @Nullable Damage unreadable) {

  public CardView {
    consent = List.copyOf(consent);
    values = List.copyOf(values);
  }

  @Override
  public String toString() {
    return "CardView of " + id;
  }
}
