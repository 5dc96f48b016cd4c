package jp.meishigura.audit.api;

import com.fasterxml.jackson.core.JsonEncoding;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.OutputStream;
import jp.meishigura.audit.domain.exposure.Exposure;
import jp.meishigura.audit.domain.exposure.Origin;
import jp.meishigura.audit.query.ExposureQueries.Report;

/** A report as JSON: {@link ExposureReportView}, written member by member. */
final class JsonReport implements ReportWriter {

  private final JsonGenerator out;

  JsonReport(OutputStream out, ObjectMapper json) throws IOException {
    this.out = json.createGenerator(out, JsonEncoding.UTF8);
    // Whoever answers closes what it answers on.
    this.out.configure(JsonGenerator.Feature.AUTO_CLOSE_TARGET, false);
    // Each object would be flushed by itself: what fails at once could not be a problem any more.
    this.out.configure(JsonGenerator.Feature.FLUSH_PASSED_TO_STREAM, false);
  }

  @Override
  public void begin(Report report) throws IOException {
    out.writeStartObject();
    out.writeStringField("actor", report.question().actor());
    out.writePOJOField("from", report.question().from());
    out.writePOJOField("to", report.question().to());
    out.writeNumberField("belowLeaf", report.window().below());
    out.writeArrayFieldStart("origins");
  }

  @Override
  public void origin(Origin origin) throws IOException {
    out.writePOJO(ExposureReportView.OriginView.of(origin));
  }

  @Override
  public void endOfOrigins() throws IOException {
    out.writeEndArray();
    out.writeArrayFieldStart("exposures");
  }

  @Override
  public void exposure(Exposure exposure) throws IOException {
    out.writePOJO(ExposureReportView.ExposureView.of(exposure));
  }

  @Override
  public void end(Report report) throws IOException {
    out.writeEndArray();
    out.writePOJOField("totals", ExposureReportView.TotalsView.of(report.totals()));
    out.writeEndObject();
    out.close();
  }
}
