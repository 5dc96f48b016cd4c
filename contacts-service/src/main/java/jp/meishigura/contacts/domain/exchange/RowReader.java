package jp.meishigura.contacts.domain.exchange;

import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;

/**
 * Reads a file record by record, as it comes in. Holds one record at a time, and never more than a
 * few megabytes, whatever the file holds. A bad record does not end the reading.
 */
@FunctionalInterface
public interface RowReader {

  /** The next record, empty at the end of the file. */
  Optional<Row> next() throws IOException;

  /** A reader of vCards 2.1, 3.0 and 4.0, any number and mixture of them. */
  static RowReader ofVCards(InputStream in) {
    return new VCardRows(new VCardSplitter(new ByteLines(in)));
  }

  /** A reader of CSV with one of the header rows we know, in UTF-8 or CP932. */
  static RowReader ofCsv(InputStream in) {
    return new CsvRows(new CsvSplitter(new AdaptiveReader(in)));
  }
}
