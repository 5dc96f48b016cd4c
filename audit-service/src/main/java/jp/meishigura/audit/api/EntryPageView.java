package jp.meishigura.audit.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import jp.meishigura.audit.domain.log.Page;
import jp.meishigura.platform.http.Cursors;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** A page of entries. */
@JsonInclude(JsonInclude.Include.NON_NULL)
@Schema(name = "EntryPage")
public record EntryPageView(
    @Schema(required = true) List<EntryView> items,
    @Schema(description = "The cursor of the next page; absent on the last one.")
        @Nullable String next) {

  static EntryPageView of(Page page, Cursors cursors) {
    return new EntryPageView(
        page.entries().stream().map(EntryView::of).toList(),
        page.rest() == null ? null : cursors.write(page.rest()));
  }
}
