package db.migration;

import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import jp.meishigura.audit.domain.tree.Commitment;
import jp.meishigura.audit.domain.tree.Growth;
import jp.meishigura.audit.domain.tree.Tile;
import jp.meishigura.audit.domain.tree.TileName;
import jp.meishigura.audit.domain.tree.Tiles;
import org.flywaydb.core.api.migration.BaseJavaMigration;
import org.flywaydb.core.api.migration.Context;

/** Entries from before there was a tree get their places in it. */
public class V3__EarlierEntries extends BaseJavaMigration {

  private static final int BATCH = 4_096;

  private final SecureRandom random = new SecureRandom();

  private record Earlier(UUID tenant, Commitment commitment) {}

  @Override
  public void migrate(Context context) throws SQLException {
    Connection connection = context.getConnection();
    try (Statement sql = connection.createStatement()) {
      sql.execute("select set_config('app.system', 'on', true)");
      // The owner may not read entries either, as long as row-level security is forced.
      sql.execute("alter table entries no force row level security");
      long size = 0;
      List<Earlier> next = after(connection, size);
      while (!next.isEmpty()) {
        extend(connection, size, next);
        size += next.size();
        next = after(connection, size);
      }
      sql.execute("alter table entries force row level security");
    }
  }

  private List<Earlier> after(Connection connection, long size) throws SQLException {
    List<Earlier> entries = new ArrayList<>();
    String sql =
        "select tenant_id, data from entries where leaf_index >= ? order by leaf_index limit ?";
    try (PreparedStatement select = connection.prepareStatement(sql)) {
      select.setLong(1, size);
      select.setInt(2, BATCH);
      try (ResultSet row = select.executeQuery()) {
        while (row.next()) {
          entries.add(
              new Earlier(row.getObject(1, UUID.class), Commitment.to(row.getBytes(2), random)));
        }
      }
    }
    return entries;
  }

  private static void extend(Connection connection, long size, List<Earlier> entries)
      throws SQLException {
    Tiles tiles = name -> tile(connection, name);
    List<Tile> grown =
        Growth.of(tiles, size, entries.stream().map(one -> one.commitment().entry()).toList());
    try (PreparedStatement opening =
            connection.prepareStatement(
                "insert into openings (leaf_index, tenant_id, opening) values (?, ?, ?)");
        PreparedStatement upsert =
            connection.prepareStatement(
                "insert into tiles (level, tile_index, width, bytes) values (?, ?, ?, ?)"
                    + " on conflict (level, tile_index) do update set width = excluded.width,"
                    + " bytes = excluded.bytes")) {
      for (int i = 0; i < entries.size(); i++) {
        opening.setLong(1, size + i);
        opening.setObject(2, entries.get(i).tenant());
        opening.setBytes(3, entries.get(i).commitment().opening());
        opening.addBatch();
      }
      opening.executeBatch();
      for (Tile tile : grown) {
        upsert.setInt(1, tile.name().level());
        upsert.setLong(2, tile.name().index());
        upsert.setInt(3, tile.width());
        upsert.setBytes(4, tile.bytes());
        upsert.addBatch();
      }
      upsert.executeBatch();
    }
  }

  private static Optional<byte[]> tile(Connection connection, TileName name) {
    try (PreparedStatement select =
        connection.prepareStatement("select bytes from tiles where level = ? and tile_index = ?")) {
      select.setInt(1, name.level());
      select.setLong(2, name.index());
      try (ResultSet row = select.executeQuery()) {
        return row.next() ? Optional.of(row.getBytes(1)) : Optional.empty();
      }
    } catch (SQLException e) {
      throw new IllegalStateException("A tile could not be read.", e);
    }
  }
}
