package jp.meishigura.audit.api;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.function.Function;
import jp.meishigura.audit.domain.log.EntryFilter;
import jp.meishigura.platform.problem.Problem;
import org.jspecify.annotations.Nullable;

/** Reads parameters of a query. */
final class QueryText {

  private QueryText() {}

  /**
   * Null stays null; what cannot be read is 400.
   *
   * @param must completes "… must" for the person who typed it
   */
  static <T> @Nullable T read(
      String name, @Nullable String text, Function<String, T> reader, String must) {
    if (text == null) {
      return null;
    }
    try {
      return reader.apply(text);
    } catch (IllegalArgumentException | DateTimeException e) {
      throw Problem.of(400, "invalid-parameter", "A parameter of the query cannot be understood")
          .detail(name + " must " + must + ".")
          .with("parameter", name)
          .exception();
    }
  }

  static @Nullable Instant time(String name, @Nullable String text) {
    return read(
        name,
        text,
        given -> EntryFilter.time(OffsetDateTime.parse(given).toInstant()),
        "be a time as in RFC 3339, such as 2026-11-01T09:00:00Z; write + as %2B");
  }

  /** For a parameter without which there is no question. */
  static <T> T needed(String name, @Nullable T value) {
    if (value == null) {
      throw Problem.of(400, "invalid-parameter", "A parameter of the query is missing")
          .detail("Send " + name + "; the OpenAPI document says what it is.")
          .with("parameter", name)
          .exception();
    }
    return value;
  }
}
