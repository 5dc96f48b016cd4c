package jp.meishigura.audit.api;

import jakarta.ws.rs.core.StreamingOutput;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import jp.meishigura.audit.domain.exposure.Exposure;
import jp.meishigura.audit.domain.exposure.Origin;
import jp.meishigura.audit.query.ExposureQueries;
import jp.meishigura.audit.query.ExposureQueries.Report;
import jp.meishigura.platform.caller.Caller;

/** Writes a report while the database tells it, a few hundred lines of it in memory. */
final class ReportStream implements StreamingOutput {

  private final ExposureQueries queries;
  private final Caller caller;
  private final Report report;
  private final Format format;

  /** Makes the writer of a format. */
  interface Format {
    ReportWriter to(OutputStream out) throws IOException;
  }

  ReportStream(ExposureQueries queries, Caller caller, Report report, Format format) {
    this.queries = queries;
    this.caller = caller;
    this.report = report;
    this.format = format;
  }

  @Override
  public void write(OutputStream out) throws IOException {
    ReportWriter writer = format.to(out);
    try {
      writer.begin(report);
      queries.tell(caller, report, new Telling(writer));
      writer.end(report);
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  private record Telling(ReportWriter writer) implements ExposureQueries.Listener {

    @Override
    public void origin(Origin origin) {
      unchecked(() -> writer.origin(origin));
    }

    @Override
    public void endOfOrigins() {
      unchecked(writer::endOfOrigins);
    }

    @Override
    public void exposure(Exposure exposure) {
      unchecked(() -> writer.exposure(exposure));
    }

    private interface Writing {
      void write() throws IOException;
    }

    private static void unchecked(Writing writing) {
      try {
        writing.write();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
