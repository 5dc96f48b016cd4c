package jp.meishigura.bench.plain;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A card as it is answered: the JSON of contacts-service, with nothing masked. */
public record CardJson(
    UUID id,
    long revision,
    String state,
    String name,
    Source source,
    List<String> consent,
    List<Value> values) {

  /** Where the card came from. */
  public record Source(String kind, String client, Instant at) {}

  /** A value under its stable name, such as {@code phone.1}. */
  @JsonInclude(JsonInclude.Include.NON_EMPTY)
  public record Value(
      String name, String field, String text, List<String> types, boolean masked, Source source) {}

  static CardJson of(CardRow row) {
    Source source = new Source("api", row.createdBy, row.createdAt);
    List<Value> values = new ArrayList<>();
    add(values, source, "name.family", row.familyName);
    add(values, source, "name.given", row.givenName);
    add(values, source, "name.full", row.fullName);
    add(values, source, "reading.family", row.familyReading);
    add(values, source, "reading.given", row.givenReading);
    add(values, source, "reading.full", row.fullReading);
    add(values, source, "company.1", row.company);
    add(values, source, "department.1", row.department);
    add(values, source, "title.1", row.title);
    for (ContactPointRow point : row.points) {
      values.add(
          new Value(
              point.kind + "." + point.position,
              point.kind,
              point.text,
              point.types,
              false,
              source));
    }
    add(values, source, "address.1", row.address);
    add(values, source, "url.1", row.url);
    add(values, source, "note.1", row.note);
    String name = row.fullName == null ? "" : row.fullName;
    long revision = row.revision == null ? 0 : row.revision;
    return new CardJson(row.id, revision, "open", name, source, List.of(), values);
  }

  private static void add(List<Value> values, Source source, String name, @Nullable String text) {
    if (text != null) {
      String field = name.substring(0, name.indexOf('.'));
      values.add(new Value(name, field, text, List.of(), false, source));
    }
  }
}
