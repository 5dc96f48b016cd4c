package jp.meishigura.contacts.store;

import io.agroal.api.AgroalDataSource;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import jp.meishigura.platform.tombstone.Tombstone;
import jp.meishigura.platform.tx.TenantScope;

/** Removes all rows of cards of the current transaction's tenant. */
@ApplicationScoped
public class ErasureTable {

  private static final String ERASURES =
      "insert into erasures (tenant_id, card_id, order_id, erased_at)"
          + " values (?, ?, ?, ?) on conflict do nothing";
  private static final String ORDER =
      "select order_id from erasures where tenant_id = ? and card_id = ?";

  /** Whoever changes a card takes it first and its digests then. */
  private static final String LOCK =
      "select from cards where tenant_id = ? and id = any(?) order by id for update";

  private static final String DIGESTS =
      "delete from blind_indexes where tenant_id = ? and card_id = any(?)";
  private static final String STATES =
      "delete from processing_states where tenant_id = ? and card_id = any(?)";
  private static final String CARDS =
      "delete from cards where tenant_id = ? and id = any(?) returning id, key_id";

  private final AgroalDataSource dataSource;

  ErasureTable(AgroalDataSource dataSource) {
    this.dataSource = dataSource;
  }

  /** A card that was there, and the key that its values were sealed with. */
  public record ErasedRow(UUID card, UUID keyId) {}

  /** The order by which a card of the current transaction's tenant was erased. */
  public Optional<UUID> order(UUID card) {
    try (Connection connection = dataSource.getConnection();
        PreparedStatement select = connection.prepareStatement(ORDER)) {
      select.setObject(1, TenantScope.tenant().id());
      select.setObject(2, card);
      try (ResultSet row = select.executeQuery()) {
        return row.next() ? Optional.of(row.getObject(1, UUID.class)) : Optional.empty();
      }
    } catch (SQLException e) {
      throw new IllegalStateException("Whether a card was erased could not be read.", e);
    }
  }

  /**
   * Removes what there is of these cards, and remembers that they are gone.
   *
   * @param tombstones of cards of the current transaction's tenant
   */
  public List<ErasedRow> erase(Collection<Tombstone> tombstones) {
    List<UUID> cards = tombstones.stream().map(Tombstone::subject).toList();
    try (Connection connection = dataSource.getConnection()) {
      remember(connection, tombstones);
      Array ids = connection.createArrayOf("uuid", cards.toArray());
      run(connection, LOCK, ids);
      run(connection, DIGESTS, ids);
      run(connection, STATES, ids);
      return deleteCards(connection, ids);
    } catch (SQLException e) {
      throw new IllegalStateException("Cards could not be erased.", e);
    }
  }

  private static void remember(Connection connection, Collection<Tombstone> tombstones)
      throws SQLException {
    try (PreparedStatement insert = connection.prepareStatement(ERASURES)) {
      for (Tombstone tombstone : tombstones) {
        insert.setObject(1, TenantScope.tenant().id());
        insert.setObject(2, tombstone.subject());
        insert.setObject(3, tombstone.order());
        insert.setObject(4, OffsetDateTime.ofInstant(tombstone.destroyedAt(), ZoneOffset.UTC));
        insert.addBatch();
      }
      insert.executeBatch();
    }
  }

  private static void run(Connection connection, String sql, Array ids) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      statement.setObject(1, TenantScope.tenant().id());
      statement.setArray(2, ids);
      statement.execute();
    }
  }

  private static List<ErasedRow> deleteCards(Connection connection, Array ids) throws SQLException {
    List<ErasedRow> erased = new ArrayList<>();
    try (PreparedStatement delete = connection.prepareStatement(CARDS)) {
      delete.setObject(1, TenantScope.tenant().id());
      delete.setArray(2, ids);
      try (ResultSet row = delete.executeQuery()) {
        while (row.next()) {
          erased.add(new ErasedRow(row.getObject(1, UUID.class), row.getObject(2, UUID.class)));
        }
      }
    }
    return erased;
  }
}
