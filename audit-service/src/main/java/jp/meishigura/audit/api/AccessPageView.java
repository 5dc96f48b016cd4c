package jp.meishigura.audit.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.List;
import jp.meishigura.audit.domain.log.AuditEvent;
import jp.meishigura.audit.domain.log.Entry;
import jp.meishigura.audit.domain.log.Page;
import jp.meishigura.platform.http.Cursors;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** A page of accesses to one card. It names no other card. */
@JsonInclude(JsonInclude.Include.NON_NULL)
@Schema(name = "AccessPage")
public record AccessPageView(
    @Schema(required = true) List<AccessView> items,
    @Schema(description = "The cursor of the next page; absent on the last one.")
        @Nullable String next) {

  /** One access. */
  @JsonInclude(JsonInclude.Include.NON_EMPTY)
  @Schema(name = "Access")
  public record AccessView(
      @Schema(required = true, description = "The entry's place in the log.") long leafIndex,
      @Schema(required = true) Instant at,
      @Schema(required = true) EntryView.ActorView actor,
      @Schema(required = true, description = "How the card was seen.") String action,
      @Schema(description = "The purpose that was stated.") @Nullable String purpose,
      @Schema(
              description =
                  "Names of the fields; of a list or search at most these, because they are those of"
                      + " the whole page.")
          List<String> fields) {

    static AccessView of(Entry entry) {
      AuditEvent event = entry.event();
      return new AccessView(
          entry.leafIndex(),
          event.at(),
          EntryView.ActorView.of(event.actor()),
          event.action(),
          event.purpose(),
          event.fields());
    }
  }

  static AccessPageView of(Page page, Cursors cursors) {
    return new AccessPageView(
        page.entries().stream().map(AccessView::of).toList(),
        page.rest() == null ? null : cursors.write(page.rest()));
  }
}
