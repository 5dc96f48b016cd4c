package jp.meishigura.consent.store;

import jakarta.enterprise.context.ApplicationScoped;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import jp.meishigura.platform.tx.Statements;
import org.jspecify.annotations.Nullable;

/** Statements in the current transaction, as this service's tables ask them. */
@ApplicationScoped
public class Sql {

  private final Statements statements;

  public Sql(Statements statements) {
    this.statements = statements;
  }

  <T> List<T> list(String sql, Statements.Reading<T> reader, @Nullable Object... values) {
    return statements.select(reader, sql, values);
  }

  <T> Optional<T> first(String sql, Statements.Reading<T> reader, @Nullable Object... values) {
    return statements.first(reader, sql, values);
  }

  /** How many rows there are of each id, which is their one column. */
  Map<UUID, Long> count(String sql, @Nullable Object... values) {
    return list(sql, row -> row.getObject(1, UUID.class), values).stream()
        .collect(Collectors.groupingBy(Function.identity(), Collectors.counting()));
  }

  /** For a parameter that is cast to {@code uuid[]}. */
  static List<String> ids(Collection<UUID> ids) {
    return ids.stream().map(UUID::toString).toList();
  }

  /** How many rows it changed. */
  int change(String sql, @Nullable Object... values) {
    return statements.update(sql, values);
  }

  static Instant instant(ResultSet row, String column) throws SQLException {
    return row.getObject(column, OffsetDateTime.class).toInstant();
  }

  static @Nullable Instant instantOrNull(ResultSet row, String column) throws SQLException {
    OffsetDateTime at = row.getObject(column, OffsetDateTime.class);
    return at == null ? null : at.toInstant();
  }

  static List<String> texts(ResultSet row, String column) throws SQLException {
    return List.of((String[]) row.getArray(column).getArray());
  }
}
