package jp.meishigura.audit.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import jp.meishigura.audit.domain.log.Counts;
import jp.meishigura.audit.query.AuditedQueries;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** Numbers of entries. */
@Schema(name = "Counts")
public record CountsView(
    @Schema(required = true) Counts.By by,
    @Schema(required = true, description = "The log's size when they were counted.") long belowLeaf,
    @Schema(required = true, description = "All of them, those of no item included.") long total,
    @Schema(required = true, description = "How many different values there are.") long values,
    @Schema(required = true, description = "The most frequent values, at most 1,000.")
        List<CountView> items) {

  /** One value and its number. */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  @Schema(name = "Count")
  public record CountView(
      @Schema(description = "Absent for entries that have none.") @Nullable String value,
      @Schema(required = true) long entries) {}

  static CountsView of(Counts.By by, AuditedQueries.Counted counted) {
    Counts counts = counted.counts();
    return new CountsView(
        by,
        counted.belowLeaf(),
        counts.total(),
        counts.values(),
        counts.most().stream().map(one -> new CountView(one.value(), one.entries())).toList());
  }
}
