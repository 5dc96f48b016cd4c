package jp.meishigura.gateway.store;

import io.agroal.api.AgroalDataSource;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Statements with their values, in the current transaction. */
@ApplicationScoped
public class Sql {

  private final AgroalDataSource dataSource;

  public Sql(AgroalDataSource dataSource) {
    this.dataSource = dataSource;
  }

  /** A value that is an array in PostgreSQL. */
  record Values(String type, Object[] elements) {
    static Values uuids(Collection<UUID> ids) {
      return new Values("uuid", ids.toArray());
    }
  }

  /** How a row becomes an object. */
  interface Row<T> {
    T read(ResultSet row) throws SQLException;
  }

  /** The number of rows that were changed. */
  int update(String sql, @Nullable Object... values) {
    try (Connection connection = dataSource.getConnection();
        PreparedStatement statement = prepared(connection, sql, values)) {
      return statement.executeUpdate();
    } catch (SQLException e) {
      throw new IllegalStateException("A statement was refused: " + e.getSQLState(), e);
    }
  }

  <T> List<T> select(Row<T> read, String sql, @Nullable Object... values) {
    List<T> rows = new ArrayList<>();
    try (Connection connection = dataSource.getConnection();
        PreparedStatement statement = prepared(connection, sql, values);
        ResultSet row = statement.executeQuery()) {
      while (row.next()) {
        rows.add(read.read(row));
      }
    } catch (SQLException e) {
      throw new IllegalStateException("A query was refused: " + e.getSQLState(), e);
    }
    return rows;
  }

  private static PreparedStatement prepared(
      Connection connection, String sql, @Nullable Object... values) throws SQLException {
    PreparedStatement statement = connection.prepareStatement(sql);
    for (int one = 0; one < values.length; one++) {
      @Nullable Object value = values[one];
      if (value instanceof Values array) {
        statement.setArray(one + 1, connection.createArrayOf(array.type(), array.elements()));
      } else {
        statement.setObject(one + 1, value);
      }
    }
    return statement;
  }
}
