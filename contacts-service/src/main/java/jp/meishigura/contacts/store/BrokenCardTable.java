package jp.meishigura.contacts.store;

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
import jp.meishigura.platform.tx.TenantScope;

/** Which cards a piece of work found not to open; of the current transaction's tenant. */
@ApplicationScoped
public class BrokenCardTable {

  private static final String ADD =
      "insert into key_work_broken (tenant_id, work_id, card_id)"
          + " select ?, ?, unnest(?::uuid[]) on conflict do nothing";
  private static final String CLEAR =
      "delete from key_work_broken where tenant_id = ? and work_id = ?";

  /** Erased ones are nobody's concern any more. */
  private static final String PRESENT =
      "from key_work_broken b join cards c on c.tenant_id = b.tenant_id and c.id = b.card_id"
          + " where b.tenant_id = ? and b.work_id = ?";

  private final AgroalDataSource dataSource;

  BrokenCardTable(AgroalDataSource dataSource) {
    this.dataSource = dataSource;
  }

  /** How many of them were not known yet. */
  public int add(UUID work, Collection<UUID> cards) {
    if (cards.isEmpty()) {
      return 0;
    }
    try (Connection connection = dataSource.getConnection();
        PreparedStatement add = connection.prepareStatement(ADD)) {
      add.setObject(1, TenantScope.tenant().id());
      add.setObject(2, work);
      add.setArray(3, connection.createArrayOf("uuid", cards.toArray()));
      return add.executeUpdate();
    } catch (SQLException e) {
      throw new IllegalStateException("Broken cards could not be written.", e);
    }
  }

  /** The work begins anew. */
  void clear(UUID work) {
    try (Connection connection = dataSource.getConnection();
        PreparedStatement clear = connection.prepareStatement(CLEAR)) {
      clear.setObject(1, TenantScope.tenant().id());
      clear.setObject(2, work);
      clear.executeUpdate();
    } catch (SQLException e) {
      throw new IllegalStateException("Broken cards could not be removed.", e);
    }
  }

  /** How many of them are still there. */
  public long count(UUID work) {
    try (Connection connection = dataSource.getConnection();
        PreparedStatement count = connection.prepareStatement("select count(*) " + PRESENT)) {
      count.setObject(1, TenantScope.tenant().id());
      count.setObject(2, work);
      try (ResultSet row = count.executeQuery()) {
        row.next();
        return row.getLong(1);
      }
    } catch (SQLException e) {
      throw new IllegalStateException("Broken cards could not be counted.", e);
    }
  }

  /** Those that are still there, in the order of ids. */
  public List<UUID> list(UUID work, int limit) {
    try (Connection connection = dataSource.getConnection();
        PreparedStatement list =
            connection.prepareStatement(
                "select b.card_id " + PRESENT + " order by b.card_id limit ?")) {
      list.setObject(1, TenantScope.tenant().id());
      list.setObject(2, work);
      list.setInt(3, limit);
      List<UUID> cards = new ArrayList<>();
      try (ResultSet row = list.executeQuery()) {
        while (row.next()) {
          cards.add(row.getObject(1, UUID.class));
        }
      }
      return cards;
    } catch (SQLException e) {
      throw new IllegalStateException("Broken cards could not be read.", e);
    }
  }
}
