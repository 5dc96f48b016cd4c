package jp.meishigura.contacts.domain.view;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import jp.meishigura.contacts.domain.card.Field;
import jp.meishigura.contacts.domain.card.Masks;
import jp.meishigura.contacts.domain.card.Source;
import jp.meishigura.contacts.domain.card.Value;
import jp.meishigura.contacts.domain.gate.Decision;
import jp.meishigura.contacts.domain.sealed.Damage;
import jp.meishigura.contacts.domain.sealed.OpenedCard;
import jp.meishigura.contacts.domain.sealed.SealedCard;
import org.jspecify.annotations.Nullable;

/** Shows of a card what the gate has granted, and nothing else. */
public final class Views {

  private static final Pattern EXTENSION = Pattern.compile("\\.[A-Za-z0-9]{1,5}$");

  private Views() {}

  /** The fields that must be opened to show what was granted. */
  public static Set<Field> needed(Decision.Mask granted) {
    Set<Field> fields = EnumSet.noneOf(Field.class);
    fields.addAll(granted.clear());
    fields.addAll(granted.masked());
    return fields;
  }

  public static CardView of(
      UUID id, long revision, OpenedCard card, Decision.Mask granted, List<ConsentNote> consent) {
    boolean nameIsClear = granted.clear().contains(Field.NAME);
    return new CardView(
        id,
        revision,
        granted.locked(),
        nameIsClear ? card.draft().name().display() : Masks.name(card.draft().name()),
        source(card.sources().getFirst(), nameIsClear),
        consent,
        granted.locked() ? List.of() : values(card, granted, nameIsClear),
        null);
  }

  /** A card among others that does not open: everything of it is masked. */
  public static CardView unreadable(
      SealedCard card, Decision.Mask granted, List<ConsentNote> consent, Damage why) {
    return new CardView(
        card.id(),
        card.revision(),
        granted.locked(),
        Masks.hiddenName(),
        card.sources().getFirst(),
        consent,
        List.of(),
        why);
  }

  private static List<ShownValue> values(
      OpenedCard card, Decision.Mask granted, boolean nameIsClear) {
    return card.values().stream()
        .flatMap(value -> shown(card, value, granted, nameIsClear))
        .toList();
  }

  private static Stream<ShownValue> shown(
      OpenedCard card, Value value, Decision.Mask granted, boolean nameIsClear) {
    Source source = source(card.sourceOf(value), nameIsClear);
    if (granted.clear().contains(value.field())) {
      return Stream.of(new ShownValue(value, false, source));
    }
    // The parts of a masked name are one mask, which the view has already.
    if (granted.masked().contains(value.field()) && !value.field().hasNameParts()) {
      String mask = Masks.text(value.field(), value.text());
      return Stream.of(new ShownValue(new Value(value.name(), mask, value.types()), true, source));
    }
    return Stream.empty();
  }

  /** People name files after people: whoever may not see the name sees the kind of file only. */
  private static Source source(Source source, boolean nameIsClear) {
    @Nullable String file = source.file();
    if (file == null || nameIsClear) {
      return source;
    }
    Matcher extension = EXTENSION.matcher(file);
    String masked = "○○" + (extension.find() ? extension.group() : "");
    return new Source(
        source.kind(), masked, source.line(), source.client(), source.person(), source.at());
  }
}
