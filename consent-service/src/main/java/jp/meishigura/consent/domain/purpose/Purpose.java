package jp.meishigura.consent.domain.purpose;

import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * A registered purpose (利用目的). It never changes: people consented to these very words.
 *
 * @param code its stable name in the API
 * @param version 1 for the first wording
 * @param fields which data it needs, in the order of {@link CardField}
 * @param validForDays how long a consent lasts
 * @param notices what people are told, in every {@link Language}
 */
public record Purpose(
    String code,
    int version,
    Set<CardField> fields,
    int validForDays,
    Map<Language, Notice> notices) {

  private static final Pattern CODE = Pattern.compile("[a-z][a-z0-9]*(-[a-z0-9]+)*");
  private static final int MAX_CODE = 60;

  public Purpose {
    fields = Set.copyOf(fields);
    notices = Map.copyOf(new EnumMap<>(notices));
    if (notices.size() != Language.values().length) {
      throw new IllegalArgumentException("A purpose is told in every language.");
    }
  }

  /** Whether this can be the code of a purpose. */
  public static boolean isCode(String text) {
    return text.length() <= MAX_CODE && CODE.matcher(text).matches();
  }

  public Notice notice(Language language) {
    Notice notice = notices.get(language);
    if (notice == null) {
      throw new IllegalStateException("A purpose is told in every language.");
    }
    return notice;
  }

  public Duration validFor() {
    return Duration.ofDays(validForDays);
  }

  /** The fields' names, in a stable order. */
  public List<String> fieldNames() {
    return fields.stream().sorted().map(CardField::slug).toList();
  }
}
