package jp.meishigura.audit.domain.log;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What may stand in the members of an event. A text that PostgreSQL cannot store (U+0000, half of a
 * surrogate pair, too long for an index) would otherwise be tried again for ever and hold up
 * everything behind it.
 */
final class Plain {

  /** A btree takes 2,704 bytes; a character has at most four in UTF-8. The schema says the same. */
  static final int LONGEST = 255;

  private static final Instant EARLIEST = Instant.parse("2000-01-01T00:00:00Z");
  private static final Instant LATEST = Instant.parse("9999-12-31T00:00:00Z");

  private Plain() {}

  static void present(@Nullable Object value, String member) {
    if (value == null) {
      throw new IllegalArgumentException(member + " is missing");
    }
  }

  static void text(@Nullable String value, String member) {
    if (value == null || value.isEmpty()) {
      throw new IllegalArgumentException(member + " is missing");
    }
    if (value.length() > LONGEST) {
      throw new IllegalArgumentException(member + " is too long");
    }
    if (value.codePoints().anyMatch(Plain::unfit)) {
      throw new IllegalArgumentException(member + " has characters that no text has");
    }
  }

  static void textOrNone(@Nullable String value, String member) {
    if (value != null) {
      text(value, member);
    }
  }

  static void instant(@Nullable Instant value, String member) {
    if (value == null || value.isBefore(EARLIEST) || value.isAfter(LATEST)) {
      throw new IllegalArgumentException(member + " is no time of ours");
    }
  }

  private static boolean unfit(int character) {
    return Character.isISOControl(character) || Character.getType(character) == Character.SURROGATE;
  }
}
