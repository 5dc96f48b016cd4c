package jp.meishigura.contacts.domain.exchange;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import jp.meishigura.contacts.domain.card.CardDraft;
import jp.meishigura.contacts.domain.card.Field;
import jp.meishigura.contacts.domain.card.Value;

/** Reads whole files, as no production code does. */
final class Files {
  private Files() {}

  static List<Row> vcards(byte[] file) throws IOException {
    return all(RowReader.ofVCards(new ByteArrayInputStream(file)));
  }

  static List<Row> vcards(String file) throws IOException {
    return vcards(file.getBytes(StandardCharsets.UTF_8));
  }

  static List<Row> csv(byte[] file) throws IOException {
    return all(RowReader.ofCsv(new ByteArrayInputStream(file)));
  }

  static List<Row> csv(String file) throws IOException {
    return csv(file.getBytes(StandardCharsets.UTF_8));
  }

  static List<Row> sample(String name) throws IOException {
    Path path = Path.of("../deploy/samples", name);
    try (InputStream in = java.nio.file.Files.newInputStream(path)) {
      return all(name.endsWith(".csv") ? RowReader.ofCsv(in) : RowReader.ofVCards(in));
    }
  }

  static List<Row> all(RowReader reader) throws IOException {
    List<Row> rows = new ArrayList<>();
    for (var row = reader.next(); row.isPresent(); row = reader.next()) {
      rows.add(row.get());
    }
    return rows;
  }

  static CardDraft card(Row row) {
    if (row instanceof Row.Bad bad) {
      throw new AssertionError("line " + bad.line() + ": " + bad.reason());
    }
    return ((Row.Good) row).card();
  }

  static List<String> texts(Row row, Field field) {
    return card(row).values(field).map(Value::text).toList();
  }

  static List<String> reasons(List<Row> rows) {
    return rows.stream()
        .filter(Row.Bad.class::isInstance)
        .map(row -> row.line() + " " + ((Row.Bad) row).reason())
        .toList();
  }
}
