package jp.meishigura.consent.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import java.util.function.Function;
import jp.meishigura.platform.http.Cursors;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * A part of a list.
 *
 * @param next what to send as cursor for the next part; absent at the end
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record Page<T>(
    List<T> items,
    @Schema(description = "Send it as cursor to get the next page; absent on the last one.")
        @Nullable String next) {

  /**
   * Makes a page of one row more than was asked for, if there is one.
   *
   * @param position where a page ends that has this row as its last one
   */
  static <R, T> Page<T> of(
      List<R> rows, int limit, Function<R, T> view, Function<R, Object> position, Cursors cursors) {
    List<R> shown = rows.size() > limit ? rows.subList(0, limit) : rows;
    return new Page<>(
        shown.stream().map(view).toList(),
        rows.size() > limit ? cursors.write(position.apply(shown.getLast())) : null);
  }
}
