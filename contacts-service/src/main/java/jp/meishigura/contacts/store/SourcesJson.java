package jp.meishigura.contacts.store;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.ObjectWriter;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import jp.meishigura.contacts.domain.card.Source;
import org.jspecify.annotations.Nullable;

/** The column {@code sources}: where values came from, without the names of files. */
@Singleton
class SourcesJson {

  @JsonInclude(JsonInclude.Include.NON_NULL)
  private record Row(
      String kind, @Nullable Long line, String client, @Nullable String person, Instant at) {}

  private final ObjectWriter writer;
  private final ObjectReader reader;

  SourcesJson(ObjectMapper json) {
    TypeReference<List<Row>> rows = new TypeReference<>() {};
    this.writer = json.writerFor(rows);
    this.reader = json.readerFor(rows);
  }

  String write(List<Source> sources) {
    List<Row> rows =
        sources.stream()
            .map(
                one -> new Row(one.kind().slug(), one.line(), one.client(), one.person(), one.at()))
            .toList();
    try {
      return writer.writeValueAsString(rows);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("Sources cannot be written.", e);
    }
  }

  List<Source> read(String json) {
    try {
      List<Row> rows = reader.readValue(json);
      return rows.stream().map(SourcesJson::source).toList();
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("Sources cannot be read.", e);
    }
  }

  private static Source source(Row row) {
    Source.Kind kind = Source.Kind.valueOf(row.kind().toUpperCase(Locale.ROOT));
    return new Source(kind, null, row.line(), row.client(), row.person(), row.at());
  }
}
