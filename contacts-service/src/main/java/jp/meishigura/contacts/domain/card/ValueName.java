package jp.meishigura.contacts.domain.card;

import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The stable name of a value within its card: {@code name.family}, {@code phone.1}. It is part of
 * what seals the value, so it never changes while the value lives.
 *
 * @param key {@code family}, {@code given} or {@code full} for names and readings, else 1, 2, …
 */
public record ValueName(Field field, String key) {
  public static final String FAMILY = "family";
  public static final String GIVEN = "given";
  public static final String FULL = "full";

  /** Made once: each read of a card parses a dozen names. */
  private static final Pattern NUMBER = Pattern.compile("[1-9][0-9]{0,3}");

  private static final Set<String> PARTS = Set.of(FAMILY, GIVEN, FULL);

  public ValueName {
    boolean fits = field.hasNameParts() ? PARTS.contains(key) : NUMBER.matcher(key).matches();
    if (!fits) {
      throw new IllegalArgumentException("not a key of the field " + field.slug());
    }
  }

  public static ValueName of(Field field, int number) {
    return new ValueName(field, Integer.toString(number));
  }

  /** Reads what {@link #toString()} wrote; empty for anything else. */
  public static Optional<ValueName> parse(String text) {
    int dot = text.indexOf('.');
    if (dot < 0) {
      return Optional.empty();
    }
    try {
      return Field.ofSlug(text.substring(0, dot))
          .map(field -> new ValueName(field, text.substring(dot + 1)));
    } catch (IllegalArgumentException noSuchKey) {
      return Optional.empty();
    }
  }

  @Override
  public String toString() {
    return field.slug() + "." + key;
  }
}
