package jp.meishigura.audit.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import jp.meishigura.audit.domain.exposure.Exposure;
import jp.meishigura.audit.domain.exposure.ExposureTotals;
import jp.meishigura.audit.domain.exposure.Origin;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** What somebody saw, as {@link JsonReport} writes it; never in memory as a whole. */
@Schema(
    name = "ExposureReport",
    description = "Totals come last: a report without them was cut off.")
public record ExposureReportView(
    @Schema(required = true) String actor,
    @Schema(required = true) Instant from,
    @Schema(required = true) Instant to,
    @Schema(required = true, description = "The log's size when the report was made.")
        long belowLeaf,
    @Schema(required = true, description = "From where cards were seen.") List<OriginView> origins,
    @Schema(required = true, description = "Ordered by card.") List<ExposureView> exposures,
    @Schema(required = true) TotalsView totals) {

  /** A client, a login session and a network address. */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  @Schema(name = "Origin")
  public record OriginView(
      @Nullable String client,
      @Schema(description = "The login session at the identity provider.") @Nullable String session,
      @Schema(description = "The network address that requests came from.")
          @Nullable String address,
      @Schema(required = true, description = "Entries that show cards.") long entries,
      @Schema(required = true) Instant first,
      @Schema(required = true) Instant last) {

    static OriginView of(Origin one) {
      return new OriginView(
          one.client(), one.session(), one.address(), one.entries(), one.first(), one.last());
    }
  }

  /** One field of one card. */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  @Schema(name = "Exposure")
  public record ExposureView(
      @Schema(required = true) UUID card,
      @Schema(description = "Absent where none was stated.") @Nullable String purpose,
      @Schema(
              description =
                  "Of a list or search: a field that the page had, of this card or another; at most"
                      + " these. Absent where the record names none.")
          @Nullable String field,
      @Schema(
              required = true,
              description =
                  "card.reveal and card.recipient are in clear; in the others fields may be masked.")
          String action,
      @Nullable String client,
      @Schema(required = true) long times,
      @Schema(required = true) Instant first,
      @Schema(required = true) Instant last) {

    static ExposureView of(Exposure one) {
      return new ExposureView(
          one.card(),
          one.purpose(),
          one.field(),
          one.action(),
          one.client(),
          one.times(),
          one.first(),
          one.last());
    }
  }

  /** What it adds up to. */
  @Schema(name = "ExposureTotals")
  public record TotalsView(
      @Schema(required = true, description = "Entries that show cards.") long entries,
      @Schema(required = true, description = "Different cards.") long cards,
      @Schema(required = true, description = "Cards, once for each entry that shows them.")
          long sightings) {

    static TotalsView of(ExposureTotals totals) {
      return new TotalsView(totals.entries(), totals.cards(), totals.sightings());
    }
  }
}
