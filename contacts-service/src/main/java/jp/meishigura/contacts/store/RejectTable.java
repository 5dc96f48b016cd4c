package jp.meishigura.contacts.store;

import io.agroal.api.AgroalDataSource;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import jp.meishigura.contacts.domain.imports.RejectedRow;
import jp.meishigura.platform.tx.TenantScope;

/** Rows that became no cards; of the current transaction's tenant. */
@ApplicationScoped
public class RejectTable {

  private static final String INSERT =
      "insert into import_rejects (tenant_id, import_id, number, file, line, reason, detail)"
          + " values (?, ?, ?, ?, ?, ?, ?)";
  private static final String LIST =
      "select number, file, line, reason, detail from import_rejects"
          + " where tenant_id = ? and import_id = ? and number > ? order by number limit ?";

  private final AgroalDataSource dataSource;

  RejectTable(AgroalDataSource dataSource) {
    this.dataSource = dataSource;
  }

  /**
   * @param number the place among the import's rejected rows, from 1
   */
  public record Numbered(long number, RejectedRow row) {}

  /**
   * @param first the number of the first of the rows
   */
  public void insert(UUID importId, long first, List<RejectedRow> rows) {
    if (rows.isEmpty()) {
      return;
    }
    UUID tenant = TenantScope.tenant().id();
    try (Connection connection = dataSource.getConnection();
        PreparedStatement insert = connection.prepareStatement(INSERT)) {
      long number = first;
      for (RejectedRow row : rows) {
        insert.setObject(1, tenant);
        insert.setObject(2, importId);
        insert.setLong(3, number++);
        insert.setInt(4, row.file());
        insert.setLong(5, row.line());
        insert.setString(6, row.reason());
        insert.setString(7, row.detail());
        insert.addBatch();
      }
      insert.executeBatch();
    } catch (SQLException e) {
      throw new IllegalStateException("Rejected rows could not be written.", e);
    }
  }

  public List<Numbered> list(UUID importId, long after, int limit) {
    try (Connection connection = dataSource.getConnection();
        PreparedStatement list = connection.prepareStatement(LIST)) {
      list.setObject(1, TenantScope.tenant().id());
      list.setObject(2, importId);
      list.setLong(3, after);
      list.setInt(4, limit);
      List<Numbered> rows = new ArrayList<>();
      try (ResultSet row = list.executeQuery()) {
        while (row.next()) {
          RejectedRow rejected =
              new RejectedRow(row.getInt(2), row.getLong(3), row.getString(4), row.getString(5));
          rows.add(new Numbered(row.getLong(1), rejected));
        }
      }
      return rows;
    } catch (SQLException e) {
      throw new IllegalStateException("Rejected rows could not be read.", e);
    }
  }
}
