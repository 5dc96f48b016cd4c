package jp.meishigura.audit.store;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import jp.meishigura.audit.domain.sequence.Heard;
import jp.meishigura.audit.domain.sequence.Ranges;
import jp.meishigura.audit.domain.sequence.Ranges.Range;
import jp.meishigura.audit.domain.sequence.Streams;
import jp.meishigura.platform.tx.Statements;

/** {@link Streams} in PostgreSQL. */
@ApplicationScoped
public class StreamTable implements Streams {

  private static final String MISSING =
      "select lower(r), upper(r) from sequence_gaps, unnest(numbers) as r"
          + " where producer = ? and stream = ? and kind = 'gap' and closed_at is null";

  private static final String NEXT =
      "insert into producer_streams (producer, stream, next_number) values (?, ?, ?)"
          + " on conflict (producer, stream) do update set next_number = excluded.next_number";

  private static final String OPEN =
      "insert into sequence_gaps (producer, stream, kind, first_number, last_number, numbers)"
          + " values (?, ?, ?, ?, ?, ?::int8multirange)";

  private static final String ARRIVED =
      "update sequence_gaps set numbers = numbers - ?::int8multirange,"
          + " closed_at = case when isempty(numbers - ?::int8multirange) then now() end"
          + " where producer = ? and stream = ? and kind = 'gap' and closed_at is null"
          + " and numbers && ?::int8multirange";

  private static final String REUSED_AGAIN =
      "update sequence_gaps set numbers = numbers + ?::int8multirange,"
          + " last_number = greatest(last_number, ?)"
          + " where producer = ? and stream = ? and kind = 'reused' and closed_at is null";

  private static final String WENT_ON =
      "update sequence_gaps set closed_at = now()"
          + " where producer = ? and stream <> ? and kind = 'reused' and closed_at is null";

  /** As many as somebody can look at; the others follow when these are closed. */
  private static final String LASTING =
      "select producer, stream, kind, first_number, last_number, opened_at from sequence_gaps"
          + " where closed_at is null and opened_at <= now() - ? * interval '1 millisecond'"
          + " order by id limit 50";

  private static final String OPEN_FINDINGS =
      "select producer, count(*) filter (where kind = 'gap'), count(*) filter (where kind ="
          + " 'reused') from (select distinct producer from producer_streams) as known"
          + " left join (select * from sequence_gaps where closed_at is null) as g using (producer)"
          + " group by producer order by producer";

  private final Statements statements;

  StreamTable(Statements statements) {
    this.statements = statements;
  }

  @Override
  public Heard heard(Stream stream) {
    return statements
        .select(
            row -> row.getLong(1),
            "select next_number from producer_streams where producer = ? and stream = ?",
            stream.producer(),
            stream.id())
        .stream()
        .findFirst()
        .map(next -> new Heard(next, missing(stream)))
        .orElse(Heard.NOTHING);
  }

  private Ranges missing(Stream stream) {
    return Ranges.of(
        statements.select(
            row -> new Range(row.getLong(1), row.getLong(2)),
            MISSING,
            stream.producer(),
            stream.id()));
  }

  @Override
  public void keep(Stream stream, Heard before, Heard.News news) {
    if (before.next() != news.then().next()) {
      statements.update(NEXT, stream.producer(), stream.id(), news.then().next());
    }
    if (before.next() == 0) {
      statements.update(WENT_ON, stream.producer(), stream.id());
    }
    if (!news.arrived().isEmpty()) {
      String arrived = text(news.arrived());
      statements.update(ARRIVED, arrived, arrived, stream.producer(), stream.id(), arrived);
    }
    for (Range gap : news.gaps()) {
      open(stream, "gap", new Ranges(List.of(gap)));
    }
    if (!news.reused().isEmpty()) {
      reused(stream, news.reused());
    }
  }

  private void reused(Stream stream, Ranges numbers) {
    int known =
        statements.update(
            REUSED_AGAIN,
            text(numbers),
            numbers.all().getLast().end() - 1,
            stream.producer(),
            stream.id());
    if (known == 0) {
      open(stream, "reused", numbers);
    }
  }

  private void open(Stream stream, String kind, Ranges numbers) {
    statements.update(
        OPEN,
        stream.producer(),
        stream.id(),
        kind,
        numbers.all().getFirst().first(),
        numbers.all().getLast().end() - 1,
        text(numbers));
  }

  private static String text(Ranges ranges) {
    return ranges.all().stream()
        .map(range -> "[" + range.first() + "," + range.end() + ")")
        .collect(Collectors.joining(",", "{", "}"));
  }

  @Override
  public List<Gap> lasting(Duration atLeast) {
    return statements.select(
        row ->
            new Gap(
                row.getString(1),
                row.getObject(2, UUID.class),
                row.getString(3).equals("reused"),
                row.getLong(4),
                row.getLong(5),
                row.getObject(6, OffsetDateTime.class).toInstant()),
        LASTING,
        atLeast.toMillis());
  }

  @Override
  public List<Open> open() {
    return statements.select(
        row -> new Open(row.getString(1), row.getLong(2), row.getLong(3)), OPEN_FINDINGS);
  }
}
