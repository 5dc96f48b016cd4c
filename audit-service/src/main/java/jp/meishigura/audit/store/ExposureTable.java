package jp.meishigura.audit.store;

import io.agroal.api.AgroalDataSource;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.Consumer;
import jp.meishigura.audit.domain.exposure.Exposure;
import jp.meishigura.audit.domain.exposure.ExposureQuestion;
import jp.meishigura.audit.domain.exposure.ExposureTotals;
import jp.meishigura.audit.domain.exposure.Exposures;
import jp.meishigura.audit.domain.exposure.Origin;
import jp.meishigura.audit.domain.log.Entry;
import jp.meishigura.audit.domain.log.Window;
import org.jspecify.annotations.Nullable;

/** {@link Exposures} in PostgreSQL. */
@ApplicationScoped
public class ExposureTable implements Exposures {

  /** Rows that are in memory at once. */
  private static final int FETCHED = 500;

  private static final String SIGHTINGS = "select leaf_index from card_sightings";

  private final AgroalDataSource dataSource;
  private final EntryReader entries;
  private final QueryTime time;

  ExposureTable(AgroalDataSource dataSource, EntryReader entries, QueryTime time) {
    this.dataSource = dataSource;
    this.entries = entries;
    this.time = time;
  }

  /** Makes a statement for the part of the log that holds the question's time. */
  private interface Asked {
    EntryQuery of(UUID tenant, ExposureQuestion question, Window part);
  }

  private interface RowReader<T> {
    T read(ResultSet row) throws SQLException;
  }

  @Override
  public ExposureTotals totals(UUID tenant, ExposureQuestion question, Window window) {
    List<ExposureTotals> only = new ArrayList<>();
    each(
        ExposureQuery::totals,
        tenant,
        question,
        window,
        row -> new ExposureTotals(row.getLong(1), row.getLong(2), row.getLong(3)),
        only::add);
    return only.getFirst();
  }

  @Override
  public void origins(
      UUID tenant, ExposureQuestion question, Window window, Consumer<Origin> each) {
    each(
        ExposureQuery::origins,
        tenant,
        question,
        window,
        row ->
            new Origin(
                row.getString(1),
                row.getString(2),
                row.getString(3),
                row.getLong(4),
                time(row, 5),
                time(row, 6)),
        each);
  }

  @Override
  public void exposures(
      UUID tenant, ExposureQuestion question, Window window, Consumer<Exposure> each) {
    each(
        ExposureQuery::exposures,
        tenant,
        question,
        window,
        row ->
            new Exposure(
                row.getObject(1, UUID.class),
                row.getString(2),
                row.getString(3),
                row.getString(4),
                row.getString(5),
                row.getLong(6),
                time(row, 7),
                time(row, 8)),
        each);
  }

  @Override
  public List<Entry> accesses(
      UUID tenant,
      UUID card,
      @Nullable Instant from,
      @Nullable Instant to,
      Window window,
      int limit) {
    try (Connection connection = dataSource.getConnection()) {
      time.limit(connection);
      Window part = LeafTimes.narrowed(connection, window, from, to);
      List<Long> leaves = new ArrayList<>();
      try (PreparedStatement select =
              sightings(tenant, card, from, to, part, limit).prepare(connection);
          ResultSet row = select.executeQuery()) {
        while (row.next()) {
          leaves.add(row.getLong(1));
        }
      }
      // Apart, so that no plan joins two logs: each leaf index names the part that it is in.
      return leaves.isEmpty() ? List.of() : entries.read(connection, EntryQuery.at(tenant, leaves));
    } catch (SQLException e) {
      throw QueryTime.failed(e);
    }
  }

  static EntryQuery sightings(
      UUID tenant,
      UUID card,
      @Nullable Instant from,
      @Nullable Instant to,
      Window part,
      int limit) {
    return EntryQuery.of(SIGHTINGS, tenant)
        .where("card = ?", card)
        .window(part)
        .times(from, to)
        .then(" order by leaf_index limit ?", limit);
  }

  private <T> void each(
      Asked asked,
      UUID tenant,
      ExposureQuestion question,
      Window window,
      RowReader<T> reader,
      Consumer<T> each) {
    try (Connection connection = dataSource.getConnection()) {
      time.limit(connection);
      Window part = LeafTimes.narrowed(connection, window, question.from(), question.to());
      try (PreparedStatement select = asked.of(tenant, question, part).prepare(connection)) {
        select.setFetchSize(FETCHED);
        try (ResultSet row = select.executeQuery()) {
          while (row.next()) {
            each.accept(reader.read(row));
          }
        }
      }
    } catch (SQLException e) {
      throw QueryTime.failed(e);
    }
  }

  private static Instant time(ResultSet row, int column) throws SQLException {
    return row.getObject(column, OffsetDateTime.class).toInstant();
  }
}
