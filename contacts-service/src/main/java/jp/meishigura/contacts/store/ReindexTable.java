package jp.meishigura.contacts.store;

import io.agroal.api.AgroalDataSource;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import jp.meishigura.platform.tx.TenantScope;

/** Blind indexes of several versions, side by side; of the current transaction's tenant. */
@ApplicationScoped
public class ReindexTable {

  /** Held, so that a change or an erasure of these cards waits and then has the last word. */
  private static final String HOLD =
      "select id, revision from cards where tenant_id = ? and id = any(?) order by id for share";

  private static final String COUNT_BEHIND =
      "select count(distinct card_id) from (select card_id from blind_indexes where tenant_id = ?"
          + " group by card_id, field having max(key_version) < ?) one";
  private static final String BEHIND =
      "select distinct card_id from (select card_id from blind_indexes where tenant_id = ?"
          + " group by card_id, field having max(key_version) < ?) one"
          + " where not exists (select from key_work_broken b where b.tenant_id = ?"
          + " and b.work_id = ? and b.card_id = one.card_id) limit ?";
  private static final String REMOVE =
      "delete from blind_indexes where tenant_id = ? and key_version < ? and card_id in"
          + " (select card_id from blind_indexes where tenant_id = ? and key_version < ? limit ?)";

  private final AgroalDataSource dataSource;

  ReindexTable(AgroalDataSource dataSource) {
    this.dataSource = dataSource;
  }

  /**
   * The revisions of those of these cards that there are, which stay until the transaction ends.
   */
  public Map<UUID, Long> hold(Collection<UUID> cards) {
    Map<UUID, Long> revisions = new HashMap<>();
    try (Connection connection = dataSource.getConnection();
        PreparedStatement hold = connection.prepareStatement(HOLD)) {
      hold.setObject(1, TenantScope.tenant().id());
      hold.setArray(2, connection.createArrayOf("uuid", cards.toArray()));
      try (ResultSet row = hold.executeQuery()) {
        while (row.next()) {
          revisions.put(row.getObject(1, UUID.class), row.getLong(2));
        }
      }
    } catch (SQLException e) {
      throw new IllegalStateException("Cards could not be held.", e);
    }
    return revisions;
  }

  /** How many cards are found under older versions only. */
  public long countBehind(int version) {
    try (Connection connection = dataSource.getConnection();
        PreparedStatement count = connection.prepareStatement(COUNT_BEHIND)) {
      count.setObject(1, TenantScope.tenant().id());
      count.setInt(2, version);
      try (ResultSet row = count.executeQuery()) {
        row.next();
        return row.getLong(1);
      }
    } catch (SQLException e) {
      throw new IllegalStateException("Blind indexes could not be counted.", e);
    }
  }

  /** Cards that are found under older versions only, without those that do not open. */
  public List<UUID> behind(int version, UUID work, int limit) {
    UUID tenant = TenantScope.tenant().id();
    List<UUID> cards = new ArrayList<>();
    try (Connection connection = dataSource.getConnection();
        PreparedStatement behind = connection.prepareStatement(BEHIND)) {
      behind.setObject(1, tenant);
      behind.setInt(2, version);
      behind.setObject(3, tenant);
      behind.setObject(4, work);
      behind.setInt(5, limit);
      try (ResultSet row = behind.executeQuery()) {
        while (row.next()) {
          cards.add(row.getObject(1, UUID.class));
        }
      }
    } catch (SQLException e) {
      throw new IllegalStateException("Cards that are behind could not be read.", e);
    }
    return cards;
  }

  /**
   * Removes digests of older versions.
   *
   * @param limit bounds the transaction
   * @return how many are gone; 0 at the end
   */
  public int removeBefore(int version, int limit) {
    UUID tenant = TenantScope.tenant().id();
    try (Connection connection = dataSource.getConnection();
        PreparedStatement remove = connection.prepareStatement(REMOVE)) {
      remove.setObject(1, tenant);
      remove.setInt(2, version);
      remove.setObject(3, tenant);
      remove.setInt(4, version);
      remove.setInt(5, limit);
      return remove.executeUpdate();
    } catch (SQLException e) {
      throw new IllegalStateException("Older blind indexes could not be removed.", e);
    }
  }
}
