package jp.meishigura.audit.api;

import java.time.DateTimeException;
import java.util.function.Function;
import jp.meishigura.platform.problem.Problem;
import org.jspecify.annotations.Nullable;

/** Reads one parameter of a query. */
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
}
