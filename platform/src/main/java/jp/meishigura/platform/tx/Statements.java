package jp.meishigura.platform.tx;

import io.agroal.api.AgroalDataSource;
import jakarta.inject.Singleton;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Single statements in the transaction that this thread is in. */
@Singleton
public class Statements {

  private final AgroalDataSource dataSource;

  /** What a row of an answer becomes. */
  @FunctionalInterface
  public interface Reading<T> {
    T of(ResultSet row) throws SQLException;
  }

  Statements(AgroalDataSource dataSource) {
    this.dataSource = dataSource;
  }

  /**
   * @param values for the parameters; a list is an array in PostgreSQL
   * @throws IllegalStateException without the driver's words, which quote rows
   */
  public <T> List<T> select(Reading<T> reading, String sql, @Nullable Object... values) {
    List<T> rows = new ArrayList<>();
    try (Connection connection = dataSource.getConnection();
        PreparedStatement select = prepare(connection, sql, values);
        ResultSet row = select.executeQuery()) {
      while (row.next()) {
        rows.add(reading.of(row));
      }
    } catch (SQLException e) {
      throw failure(e);
    }
    return rows;
  }

  /** The first row, if there is one. */
  public <T> Optional<T> first(Reading<T> reading, String sql, @Nullable Object... values) {
    return select(reading, sql, values).stream().findFirst();
  }

  /** How many rows were changed. */
  public int update(String sql, @Nullable Object... values) {
    try (Connection connection = dataSource.getConnection();
        PreparedStatement update = prepare(connection, sql, values)) {
      return update.executeUpdate();
    } catch (SQLException e) {
      throw failure(e);
    }
  }

  private static PreparedStatement prepare(
      Connection connection, String sql, @Nullable Object... values) throws SQLException {
    PreparedStatement statement = connection.prepareStatement(sql);
    for (int i = 0; i < values.length; i++) {
      switch (values[i]) {
        case null -> statement.setObject(i + 1, null);
        case Instant at -> statement.setObject(i + 1, at.atOffset(ZoneOffset.UTC));
        // Of a type that PostgreSQL takes from what it is compared with.
        case List<?> list when list.isEmpty() -> statement.setObject(i + 1, "{}", Types.OTHER);
        case List<?> list -> statement.setArray(i + 1, array(connection, list));
        case Object value -> statement.setObject(i + 1, value);
      }
    }
    return statement;
  }

  private static Array array(Connection connection, List<?> list) throws SQLException {
    return switch (list.getFirst()) {
      case Integer _ -> connection.createArrayOf("int4", list.toArray());
      case Long _ -> connection.createArrayOf("bigint", list.toArray());
      case UUID _ -> connection.createArrayOf("uuid", list.toArray());
      case byte[] _ -> connection.createArrayOf("bytea", list.toArray(byte[][]::new));
      case Instant _ ->
          connection.createArrayOf("timestamptz", list.stream().map(Object::toString).toArray());
      default -> connection.createArrayOf("text", list.toArray());
    };
  }

  private static IllegalStateException failure(SQLException e) {
    return new IllegalStateException("A statement failed with state " + e.getSQLState());
  }
}
