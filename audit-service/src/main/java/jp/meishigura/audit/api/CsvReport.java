package jp.meishigura.audit.api;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.util.Arrays;
import java.util.stream.Collectors;
import jp.meishigura.audit.domain.exposure.Exposure;
import jp.meishigura.audit.domain.exposure.Origin;
import jp.meishigura.audit.query.ExposureQueries.Report;
import org.jspecify.annotations.Nullable;

/** A report as CSV: a line for each exposure, and last the totals. */
final class CsvReport implements ReportWriter {

  private final BufferedWriter out;

  CsvReport(OutputStream out) {
    this.out = new BufferedWriter(new OutputStreamWriter(out, UTF_8));
  }

  @Override
  public void begin(Report report) throws IOException {
    line(
        "kind", "card", "purpose", "field", "action", "client", "session", "address", "times",
        "first", "last");
  }

  @Override
  public void origin(Origin origin) throws IOException {
    line(
        "origin",
        null,
        null,
        null,
        null,
        origin.client(),
        origin.session(),
        origin.address(),
        origin.entries(),
        origin.first(),
        origin.last());
  }

  @Override
  public void endOfOrigins() {}

  @Override
  public void exposure(Exposure exposure) throws IOException {
    line(
        "exposure",
        exposure.card(),
        exposure.purpose(),
        exposure.field(),
        exposure.action(),
        exposure.client(),
        null,
        null,
        exposure.times(),
        exposure.first(),
        exposure.last());
  }

  @Override
  public void end(Report report) throws IOException {
    line(
        "total",
        report.totals().cards() + " cards",
        null,
        null,
        null,
        null,
        null,
        null,
        report.totals().entries(),
        report.question().from(),
        report.question().to());
    out.flush();
  }

  private void line(@Nullable Object... cells) throws IOException {
    out.write(Arrays.stream(cells).map(CsvCell::of).collect(Collectors.joining(",", "", "\r\n")));
  }
}
