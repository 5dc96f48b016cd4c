package jp.meishigura.contacts.store;

import io.agroal.api.AgroalDataSource;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import jp.meishigura.contacts.domain.sealed.IndexDigest;
import jp.meishigura.platform.tx.TenantScope;

/** Which cards hold a digest; of the current transaction's tenant. */
@ApplicationScoped
public class BlindIndexTable {

  private static final String INSERT =
      "insert into blind_indexes (tenant_id, field, key_version, digest, card_id)"
          + " values (?, ?, ?, ?, ?) on conflict do nothing";
  private static final String REMOVE =
      "delete from blind_indexes where tenant_id = ? and card_id = ?";

  /** Only cards that may be open: the gate looks at each of them once more. */
  private static final String FIND =
      "select b.card_id from blind_indexes b"
          + " join processing_states s on s.tenant_id = b.tenant_id and s.card_id = b.card_id"
          + " where b.tenant_id = ? and b.field = ? and b.digest = any(?) and s.purpose = ?"
          + " and s.status = any(?) and (s.valid_until is null or s.valid_until > now())"
          + " and b.card_id > ?"
          + " group by b.card_id order by b.card_id limit ?";

  private static final UUID BEFORE_ALL = new UUID(0, 0);

  private final AgroalDataSource dataSource;

  BlindIndexTable(AgroalDataSource dataSource) {
    this.dataSource = dataSource;
  }

  /**
   * @throws StaleIndexKey when a newer version of the index keys has replaced theirs; the
   *     transaction is lost then
   */
  public void insert(Map<UUID, List<IndexDigest>> digests) {
    UUID tenant = TenantScope.tenant().id();
    try (Connection connection = dataSource.getConnection();
        PreparedStatement insert = connection.prepareStatement(INSERT)) {
      for (Map.Entry<UUID, List<IndexDigest>> card : digests.entrySet()) {
        for (IndexDigest one : card.getValue()) {
          insert.setObject(1, tenant);
          insert.setString(2, one.field().slug());
          insert.setInt(3, one.keyVersion());
          insert.setBytes(4, one.digest());
          insert.setObject(5, card.getKey());
          insert.addBatch();
        }
      }
      insert.executeBatch();
    } catch (SQLException e) {
      if (isStale(e)) {
        throw new StaleIndexKey();
      }
      throw new IllegalStateException("Blind indexes could not be written.", e);
    }
  }

  /** A batch's exception carries the statement's own as its next. */
  private static boolean isStale(SQLException e) {
    for (SQLException one = e; one != null; one = one.getNextException()) {
      if (StaleIndexKey.SQL_STATE.equals(one.getSQLState())) {
        return true;
      }
    }
    return false;
  }

  public void replace(UUID card, List<IndexDigest> digests) {
    try (Connection connection = dataSource.getConnection();
        PreparedStatement remove = connection.prepareStatement(REMOVE)) {
      remove.setObject(1, TenantScope.tenant().id());
      remove.setObject(2, card);
      remove.executeUpdate();
    } catch (SQLException e) {
      throw new IllegalStateException("Blind indexes could not be removed.", e);
    }
    insert(Map.of(card, digests));
  }

  /** Cards with one of the digests that may be open for the purpose, in the order of ids. */
  public List<UUID> find(List<IndexDigest> digests, OpenCards open) {
    try (Connection connection = dataSource.getConnection();
        PreparedStatement find = connection.prepareStatement(FIND)) {
      find.setObject(1, TenantScope.tenant().id());
      find.setString(2, digests.getFirst().field().slug());
      byte[][] wanted = digests.stream().map(IndexDigest::digest).toArray(byte[][]::new);
      find.setArray(3, connection.createArrayOf("bytea", wanted));
      find.setString(4, open.purpose());
      find.setArray(5, connection.createArrayOf("text", StateTable.permitting()));
      find.setObject(6, Objects.requireNonNullElse(open.after(), BEFORE_ALL));
      find.setInt(7, open.limit());
      List<UUID> cards = new ArrayList<>();
      try (ResultSet row = find.executeQuery()) {
        while (row.next()) {
          cards.add(row.getObject(1, UUID.class));
        }
      }
      return cards;
    } catch (SQLException e) {
      throw new IllegalStateException("Blind indexes could not be read.", e);
    }
  }
}
