package jp.meishigura.audit.store;

import io.agroal.api.AgroalDataSource;
import jakarta.enterprise.context.ApplicationScoped;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import jp.meishigura.audit.domain.log.Arrival;
import jp.meishigura.audit.domain.tree.Commitment;
import jp.meishigura.audit.domain.tree.Growth;
import jp.meishigura.audit.domain.tree.Tile;
import jp.meishigura.audit.domain.tree.TileName;
import jp.meishigura.audit.domain.tree.Tiles;

/** The tree's tiles in PostgreSQL. */
@ApplicationScoped
public class TileTable implements Tiles {

  private static final String SELECT = "select bytes from tiles where level = ? and tile_index = ?";

  private static final String UPSERT =
      "insert into tiles (level, tile_index, width, bytes) values (?, ?, ?, ?)"
          + " on conflict (level, tile_index) do update set width = excluded.width,"
          + " bytes = excluded.bytes";

  private static final String OPENING =
      "insert into openings (leaf_index, tenant_id, opening) values (?, ?, ?)";

  private final AgroalDataSource dataSource;
  private final SecureRandom random = new SecureRandom();

  TileTable(AgroalDataSource dataSource) {
    this.dataSource = dataSource;
  }

  @Override
  public Optional<byte[]> bytes(TileName name) {
    try (Connection connection = dataSource.getConnection();
        PreparedStatement select = connection.prepareStatement(SELECT)) {
      select.setInt(1, name.level());
      select.setLong(2, name.index());
      try (ResultSet row = select.executeQuery()) {
        return row.next() ? Optional.of(row.getBytes(1)) : Optional.empty();
      }
    } catch (SQLException e) {
      throw new IllegalStateException("A tile could not be read.", e);
    }
  }

  /** Adds what the log publishes of these events to the tree; in the appender's transaction. */
  void extend(long size, List<Arrival> arrivals) {
    List<Commitment> commitments =
        arrivals.stream().map(one -> Commitment.to(one.recorded(), random)).toList();
    List<Tile> grown = Growth.of(this, size, commitments.stream().map(Commitment::entry).toList());
    try (Connection connection = dataSource.getConnection()) {
      keepOpenings(connection, size, arrivals, commitments);
      keep(connection, grown);
    } catch (SQLException e) {
      throw new IllegalStateException("The tree could not be extended.", e);
    }
  }

  private static void keepOpenings(
      Connection connection, long size, List<Arrival> arrivals, List<Commitment> commitments)
      throws SQLException {
    try (PreparedStatement insert = connection.prepareStatement(OPENING)) {
      for (int i = 0; i < arrivals.size(); i++) {
        insert.setLong(1, size + i);
        insert.setObject(2, arrivals.get(i).event().tenant());
        insert.setBytes(3, commitments.get(i).opening());
        insert.addBatch();
      }
      insert.executeBatch();
    }
  }

  private static void keep(Connection connection, List<Tile> tiles) throws SQLException {
    try (PreparedStatement upsert = connection.prepareStatement(UPSERT)) {
      for (Tile tile : tiles) {
        upsert.setInt(1, tile.name().level());
        upsert.setLong(2, tile.name().index());
        upsert.setInt(3, tile.width());
        upsert.setBytes(4, tile.bytes());
        upsert.addBatch();
      }
      upsert.executeBatch();
    }
  }
}
