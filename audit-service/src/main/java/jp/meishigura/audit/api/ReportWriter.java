package jp.meishigura.audit.api;

import java.io.IOException;
import jp.meishigura.audit.domain.exposure.Exposure;
import jp.meishigura.audit.domain.exposure.Origin;
import jp.meishigura.audit.query.ExposureQueries.Report;

/**
 * A format of reports, written part by part. What was written last leaves with the end and not
 * before: a report that fails is an answer that fails, or one that was cut off.
 */
interface ReportWriter {

  void begin(Report report) throws IOException;

  void origin(Origin origin) throws IOException;

  /** All origins were told. */
  void endOfOrigins() throws IOException;

  void exposure(Exposure exposure) throws IOException;

  void end(Report report) throws IOException;
}
