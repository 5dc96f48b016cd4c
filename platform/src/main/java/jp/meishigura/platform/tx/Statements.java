package jp.meishigura.platform.tx;

import io.agroal.api.AgroalDataSource;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
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
   * @param values for the parameters; a list is an array in PostgreSQL, of bigint, text or uuid
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
      throw new IllegalStateException("A statement on the service's own tables failed.", e);
    }
    return rows;
  }

  /** How many rows were changed. */
  public int update(String sql, @Nullable Object... values) {
    try (Connection connection = dataSource.getConnection();
        PreparedStatement update = prepare(connection, sql, values)) {
      return update.executeUpdate();
    } catch (SQLException e) {
      throw new IllegalStateException("A statement on the service's own tables failed.", e);
    }
  }

  private static PreparedStatement prepare(
      Connection connection, String sql, @Nullable Object... values) throws SQLException {
    PreparedStatement statement = connection.prepareStatement(sql);
    for (int i = 0; i < values.length; i++) {
      if (values[i] instanceof List<?> list) {
        statement.setArray(i + 1, connection.createArrayOf(type(list), list.toArray()));
      } else {
        statement.setObject(i + 1, values[i]);
      }
    }
    return statement;
  }

  private static String type(List<?> list) {
    return switch (list.isEmpty() ? null : list.getFirst()) {
      case Long _ -> "bigint";
      case String _ -> "text";
      case null, default -> "uuid";
    };
  }
}
