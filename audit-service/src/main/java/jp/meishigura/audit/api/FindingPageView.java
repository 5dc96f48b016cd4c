package jp.meishigura.audit.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import jp.meishigura.audit.query.FindingQueries;
import jp.meishigura.platform.http.Cursors;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** A page of findings. */
@JsonInclude(JsonInclude.Include.NON_NULL)
@Schema(name = "FindingPage")
public record FindingPageView(
    @Schema(required = true) List<FindingView> items,
    @Schema(description = "The cursor of the next page; absent on the last one.")
        @Nullable String next) {

  static FindingPageView of(FindingQueries.Listed listed, Cursors cursors) {
    return new FindingPageView(
        listed.findings().stream().map(FindingView::of).toList(),
        listed.rest() == null ? null : cursors.write(listed.rest()));
  }
}
