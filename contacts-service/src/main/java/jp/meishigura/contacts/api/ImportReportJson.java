package jp.meishigura.contacts.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import jp.meishigura.contacts.app.Imports;
import jp.meishigura.contacts.domain.imports.RejectedRow;
import jp.meishigura.contacts.store.RejectTable.Numbered;
import jp.meishigura.platform.http.Cursors;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** How an import stands, and a page of the rows that it rejected. */
@Schema(name = "Import")
@JsonInclude(JsonInclude.Include.NON_NULL)
public record ImportReportJson(
    @JsonProperty("import") UUID importId,
    @Schema(enumeration = {"running", "finished", "stopped"}) String state,
    long created,
    long rejected,
    List<Row> rows,
    @Schema(description = "Cursor of the next page; absent on the last one")
        @Nullable String next) {

  /** A rejected row. */
  @Schema(name = "RejectedRow")
  public record Row(int file, long line, String reason, String detail) {
    static Row of(Numbered numbered) {
      RejectedRow row = numbered.row();
      return new Row(row.file(), row.line(), row.reason(), row.detail());
    }
  }

  /** Where a page ended. */
  record Position(long number) {}

  static ImportReportJson of(Imports.Report report, Cursors cursors) {
    return new ImportReportJson(
        report.summary().id(),
        report.summary().state().name().toLowerCase(Locale.ROOT),
        report.summary().created(),
        report.summary().rejected(),
        report.rows().stream().map(Row::of).toList(),
        report.next() == 0 ? null : cursors.write(new Position(report.next())));
  }
}
