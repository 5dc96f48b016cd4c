package jp.meishigura.audit.store;

import io.agroal.api.AgroalDataSource;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;
import jp.meishigura.audit.domain.tree.TileName;
import jp.meishigura.audit.domain.tree.Tiles;

/** The tree's tiles in PostgreSQL, to be read. */
@ApplicationScoped
public class TileTable implements Tiles {

  private final AgroalDataSource dataSource;

  TileTable(AgroalDataSource dataSource) {
    this.dataSource = dataSource;
  }

  @Override
  public Optional<byte[]> bytes(TileName name) {
    try (Connection connection = dataSource.getConnection()) {
      return TreeWriter.tile(connection, name);
    } catch (SQLException e) {
      throw new IllegalStateException("A tile could not be read.", e);
    }
  }
}
