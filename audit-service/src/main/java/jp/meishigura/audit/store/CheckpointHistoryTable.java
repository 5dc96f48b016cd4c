package jp.meishigura.audit.store;

import io.agroal.api.AgroalDataSource;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Optional;
import jp.meishigura.audit.domain.tree.CheckpointHistory;
import jp.meishigura.audit.domain.tree.Published;

/** {@link CheckpointHistory} in PostgreSQL. */
@ApplicationScoped
public class CheckpointHistoryTable implements CheckpointHistory {

  /** The newest line of each witness, in an order of their own so that a note is one text. */
  private static final String SELECT =
      "select c.size, c.root, c.at, c.note || coalesce((select string_agg(line, '' order by vkey)"
          + " from (select distinct on (vkey) vkey, line from cosignatures"
          + " where size = c.size order by vkey, at desc) newest), ''), c.public_key"
          + " from checkpoints c ";

  private static final String SERVED =
      SELECT + "where size = (select max(size) from published_checkpoints)";

  /** Looked for among the last few hundred cosignatures: later ones are better than more. */
  private static final String BEST =
      SELECT
          + "where size = coalesce((select size from (select size, vkey from cosignatures"
          + " where size > ? and size <= (select max(size) from published_checkpoints)"
          + " order by size desc limit 300) last"
          + " group by size order by count(distinct vkey) desc, size desc limit 1),"
          + " (select max(size) from published_checkpoints)) and size > ?";

  private final AgroalDataSource dataSource;

  CheckpointHistoryTable(AgroalDataSource dataSource) {
    this.dataSource = dataSource;
  }

  @Override
  public Optional<Published> served() {
    return one(SERVED);
  }

  @Override
  public Optional<Published> bestFor(long leafIndex) {
    return one(BEST, leafIndex, leafIndex);
  }

  private Optional<Published> one(String sql, long... parameters) {
    try (Connection connection = dataSource.getConnection();
        PreparedStatement select = connection.prepareStatement(sql)) {
      for (int i = 0; i < parameters.length; i++) {
        select.setLong(i + 1, parameters[i]);
      }
      try (ResultSet row = select.executeQuery()) {
        return row.next()
            ? Optional.of(
                new Published(
                    row.getLong(1),
                    row.getBytes(2),
                    row.getObject(3, OffsetDateTime.class).toInstant(),
                    row.getString(4),
                    row.getBytes(5)))
            : Optional.empty();
      }
    } catch (SQLException e) {
      throw new IllegalStateException("The checkpoint to show could not be read.", e);
    }
  }

  @Override
  public void serve(long size) {
    try (Connection connection = dataSource.getConnection();
        PreparedStatement insert =
            connection.prepareStatement(
                "insert into published_checkpoints (size) values (?) on conflict do nothing")) {
      insert.setLong(1, size);
      insert.executeUpdate();
    } catch (SQLException e) {
      throw new IllegalStateException("A checkpoint could not be shown.", e);
    }
  }

  @Override
  public boolean signedBetween(long from, long below) {
    try (Connection connection = dataSource.getConnection();
        PreparedStatement select =
            connection.prepareStatement(
                "select exists (select from checkpoints where size >= ? and size < ?)")) {
      select.setLong(1, from);
      select.setLong(2, below);
      try (ResultSet row = select.executeQuery()) {
        row.next();
        return row.getBoolean(1);
      }
    } catch (SQLException e) {
      throw new IllegalStateException("The signed sizes could not be read.", e);
    }
  }

  @Override
  public long sizeBefore(Instant time) {
    try (Connection connection = dataSource.getConnection();
        PreparedStatement select =
            connection.prepareStatement(
                "select size from checkpoints where at < ? order by at desc, size desc limit 1")) {
      select.setObject(1, time.atOffset(ZoneOffset.UTC));
      try (ResultSet row = select.executeQuery()) {
        return row.next() ? row.getLong(1) : 0;
      }
    } catch (SQLException e) {
      throw new IllegalStateException("The signed sizes could not be read.", e);
    }
  }
}
