package jp.meishigura.contacts.domain.exchange;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvReader.CsvReaderBuilder;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import jp.meishigura.contacts.domain.card.NotACard;
import org.jspecify.annotations.Nullable;

/** The rows of a CSV file, the header row excepted. */
final class CsvRows implements RowReader {
  private static final char REPLACEMENT = '\uFFFD';

  private final CsvReaderBuilder csv = CsvReader.builder().skipEmptyLines(false);
  private final CsvSplitter pieces;
  private @Nullable CsvMapping mapping;
  private boolean ended;

  CsvRows(CsvSplitter pieces) {
    this.pieces = pieces;
  }

  @Override
  public Optional<Row> next() throws IOException {
    while (!ended) {
      Optional<CsvSplitter.Piece> piece = pieces.next();
      if (piece.isEmpty()) {
        return Optional.empty();
      }
      Optional<Row> row =
          switch (piece.get()) {
            case CsvSplitter.Piece.Broken broken -> {
              ended = mapping == null;
              yield Optional.of(broken.fault().at(broken.line()));
            }
            case CsvSplitter.Piece.Whole blank when blank.text().isBlank() -> Optional.empty();
            case CsvSplitter.Piece.Whole header when mapping == null -> header(header);
            case CsvSplitter.Piece.Whole row0 -> Optional.of(row(mapping, row0));
          };
      if (row.isPresent()) {
        return row;
      }
    }
    return Optional.empty();
  }

  /** Nothing when the header is one we know. Without one no row means anything, so we end. */
  private Optional<Row> header(CsvSplitter.Piece.Whole row) {
    String text = row.text().startsWith("\uFEFF") ? row.text().substring(1) : row.text();
    @Nullable RowFault fault = null;
    if (text.indexOf(REPLACEMENT) >= 0) {
      fault = RowFault.ENCODING;
    } else {
      Optional<List<String>> cells = cells(text);
      mapping = cells.map(names -> CsvMapping.of(text, names)).orElse(null);
      fault = mapping == null || !mapping.makesCards() ? RowFault.UNKNOWN_HEADER : null;
    }
    ended = fault != null;
    return Optional.ofNullable(fault).map(reason -> reason.at(row.line()));
  }

  private Row row(CsvMapping mapping, CsvSplitter.Piece.Whole row) {
    if (row.text().indexOf(REPLACEMENT) >= 0) {
      return RowFault.ENCODING.at(row.line());
    }
    Optional<List<String>> cells = cells(row.text());
    if (cells.isEmpty()) {
      return RowFault.STRAY_QUOTE.at(row.line());
    }
    if (!mapping.fits(cells.get())) {
      return RowFault.COLUMN_COUNT.at(row.line());
    }
    try {
      return new Row.Good(row.line(), mapping.draft(cells.get(), row.text()));
    } catch (NotACard problem) {
      return Row.Bad.of(row.line(), problem);
    }
  }

  private Optional<List<String>> cells(String text) {
    try {
      return Optional.of(csv.ofSingleCsvRecord(text).getFields());
    } catch (CsvParseException strayQuote) {
      return Optional.empty();
    }
  }
}
