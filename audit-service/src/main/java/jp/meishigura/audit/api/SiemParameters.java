package jp.meishigura.audit.api;

import jakarta.ws.rs.QueryParam;
import java.time.Duration;
import jp.meishigura.audit.domain.outlet.SiemFormat;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.jspecify.annotations.Nullable;

/** What a pull can be asked for; text, as in {@link EntryParameters}. */
public record SiemParameters(
    @QueryParam("from")
        @Parameter(
            description = "The first leaf index; 0 where nothing is said.",
            schema = @Schema(type = SchemaType.INTEGER, format = "int64", minimum = "0"))
        @Nullable String from,
    @QueryParam("limit")
        @Parameter(
            description = "Events per answer; 200 where nothing is said.",
            schema = @Schema(type = SchemaType.INTEGER, minimum = "1", maximum = "1000"))
        @Nullable String limit,
    @QueryParam("wait")
        @Parameter(
            description =
                "Seconds to wait for an event where there is none; 0 where nothing is said.",
            schema = @Schema(type = SchemaType.INTEGER, minimum = "0", maximum = "60"))
        @Nullable String seconds,
    @QueryParam("format")
        @Parameter(
            description = "OCSF 1.8.0 (ocsf), or Elastic Common Schema (ecs).",
            schema = @Schema(implementation = SiemFormat.class, defaultValue = "ocsf"))
        @Nullable String format) {

  long first() {
    Long given =
        QueryText.read(
            "from", from, text -> within(0, Long.MAX_VALUE, text), "be a leaf index, 0 or more");
    return given == null ? 0 : given;
  }

  /**
   * @param usual where nothing is said
   */
  int atMost(int usual, int most) {
    Long given =
        QueryText.read("limit", limit, text -> within(1, most, text), "be from 1 to " + most);
    return given == null ? usual : Math.toIntExact(given);
  }

  Duration patience(Duration longest) {
    long most = longest.toSeconds();
    Long given =
        QueryText.read(
            "wait", seconds, text -> within(0, most, text), "be seconds from 0 to " + most);
    return given == null ? Duration.ZERO : Duration.ofSeconds(given);
  }

  SiemFormat writtenAs() {
    SiemFormat given = QueryText.read("format", format, SiemFormat::valueOf, "be ocsf or ecs");
    return given == null ? SiemFormat.ocsf : given;
  }

  private static long within(long least, long most, String text) {
    long number = Long.parseLong(text);
    if (number < least || number > most) {
      throw new IllegalArgumentException("out of range");
    }
    return number;
  }
}
