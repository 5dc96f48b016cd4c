package jp.meishigura.audit.api;

import jakarta.ws.rs.QueryParam;
import jp.meishigura.audit.Config;
import jp.meishigura.audit.domain.finding.FindingBook;
import jp.meishigura.audit.domain.log.Window;
import jp.meishigura.platform.http.Cursors;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.jspecify.annotations.Nullable;

/** Which page of a listing; all of it is text, as in {@link FilterParameters}. */
public record PageParameters(
    @QueryParam("limit")
        @Parameter(
            description = "Entries per page; 100 where nothing is said.",
            schema = @Schema(type = SchemaType.INTEGER, minimum = "1", maximum = "500"))
        @Nullable String limit,
    @QueryParam("cursor")
        @Parameter(description = "The member next of the page before; repeat the filters with it.")
        @Nullable String cursor) {

  int limit(Config config) {
    int most = config.maxPageSize();
    Integer given =
        QueryText.read("limit", limit, text -> atMost(most, text), "be a number from 1 to " + most);
    return given == null ? config.pageSize() : given;
  }

  /** Null to begin. */
  @Nullable Window rest(Cursors cursors) {
    return cursor == null ? null : cursors.read(cursor, Window.class);
  }

  /** The same for findings. */
  FindingBook.@Nullable Place place(Cursors cursors) {
    return cursor == null ? null : cursors.read(cursor, FindingBook.Place.class);
  }

  private static int atMost(int most, String text) {
    int number = Integer.parseInt(text);
    if (number < 1 || number > most) {
      throw new IllegalArgumentException("out of range");
    }
    return number;
  }
}
