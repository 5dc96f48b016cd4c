package jp.meishigura.audit.store;

import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import jp.meishigura.audit.domain.tree.Commitment;
import jp.meishigura.audit.domain.tree.Growth;
import jp.meishigura.audit.domain.tree.Tile;
import jp.meishigura.audit.domain.tree.TileName;

/** Adds what the log publishes of events to the tree, in the transaction of a connection. */
public final class TreeWriter {

  private static final String SELECT = "select bytes from tiles where level = ? and tile_index = ?";

  private static final String UPSERT =
      "insert into tiles (level, tile_index, width, bytes) values (?, ?, ?, ?)"
          + " on conflict (level, tile_index) do update set width = excluded.width,"
          + " bytes = excluded.bytes";

  private static final String OPENING =
      "insert into openings (leaf_index, tenant_id, opening) values (?, ?, ?)";

  private final Connection connection;
  private final SecureRandom random;

  public TreeWriter(Connection connection, SecureRandom random) {
    this.connection = connection;
    this.random = random;
  }

  /**
   * An event that gets its place.
   *
   * @param recorded its exact bytes
   */
  @SuppressWarnings("ArrayRecordComponent") // Handed on and never compared.
  public record Event(UUID tenant, byte[] recorded) {}

  /**
   * @param size how many entries there are so far
   * @param events those that follow
   */
  public void extend(long size, List<Event> events) throws SQLException {
    List<Commitment> commitments =
        events.stream().map(one -> Commitment.to(one.recorded(), random)).toList();
    List<Tile> grown =
        Growth.of(this::tile, size, commitments.stream().map(Commitment::entry).toList());
    keepOpenings(size, events, commitments);
    keep(grown);
  }

  static Optional<byte[]> tile(Connection connection, TileName name) throws SQLException {
    try (PreparedStatement select = connection.prepareStatement(SELECT)) {
      select.setInt(1, name.level());
      select.setLong(2, name.index());
      try (ResultSet row = select.executeQuery()) {
        return row.next() ? Optional.of(row.getBytes(1)) : Optional.empty();
      }
    }
  }

  private Optional<byte[]> tile(TileName name) {
    try {
      return tile(connection, name);
    } catch (SQLException e) {
      throw new IllegalStateException("A tile could not be read.", e);
    }
  }

  private void keepOpenings(long size, List<Event> events, List<Commitment> commitments)
      throws SQLException {
    try (PreparedStatement insert = connection.prepareStatement(OPENING)) {
      for (int i = 0; i < events.size(); i++) {
        insert.setLong(1, size + i);
        insert.setObject(2, events.get(i).tenant());
        insert.setBytes(3, commitments.get(i).opening());
        insert.addBatch();
      }
      insert.executeBatch();
    }
  }

  private void keep(List<Tile> tiles) throws SQLException {
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
