package jp.meishigura.audit.store;

import io.agroal.api.AgroalDataSource;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import jp.meishigura.audit.domain.tree.Checkpoint;
import jp.meishigura.audit.domain.tree.CheckpointSigner;
import jp.meishigura.audit.domain.tree.Checkpoints;
import jp.meishigura.audit.domain.tree.Published;

/** {@link Checkpoints} in PostgreSQL. */
@ApplicationScoped
public class CheckpointTable implements Checkpoints {

  /** Any number, the same in every instance of this service. */
  private static final long SIGNER = 0x6d65697368690005L;

  private static final String NEWEST =
      "select size, root, at, note, public_key from checkpoints order by size desc limit 1";

  private static final String INSERT =
      "insert into checkpoints (size, root, note, public_key) values (?, ?, ?, ?)";

  private static final String KEYS =
      "select public_key from checkpoints group by public_key order by max(size) desc";

  private final AgroalDataSource dataSource;

  CheckpointTable(AgroalDataSource dataSource) {
    this.dataSource = dataSource;
  }

  @Override
  public boolean becomeTheSigner() {
    try (Connection connection = dataSource.getConnection();
        PreparedStatement lock =
            connection.prepareStatement("select pg_try_advisory_xact_lock(?)")) {
      lock.setLong(1, SIGNER);
      try (ResultSet row = lock.executeQuery()) {
        row.next();
        return row.getBoolean(1);
      }
    } catch (SQLException e) {
      throw new IllegalStateException("Who signs could not be decided.", e);
    }
  }

  @Override
  public Head head() {
    try (Connection connection = dataSource.getConnection();
        PreparedStatement select = connection.prepareStatement("select size, news from log_head");
        ResultSet row = select.executeQuery()) {
      row.next();
      return new Head(row.getLong(1), row.getLong(2));
    } catch (SQLException e) {
      throw new IllegalStateException("The log's size could not be read.", e);
    }
  }

  @Override
  public Optional<Published> newest() {
    try (Connection connection = dataSource.getConnection();
        PreparedStatement select = connection.prepareStatement(NEWEST);
        ResultSet row = select.executeQuery()) {
      return row.next()
          ? Optional.of(
              new Published(
                  row.getLong(1),
                  row.getBytes(2),
                  row.getObject(3, OffsetDateTime.class).toInstant(),
                  row.getString(4),
                  row.getBytes(5)))
          : Optional.empty();
    } catch (SQLException e) {
      throw new IllegalStateException("The newest checkpoint could not be read.", e);
    }
  }

  @Override
  public void add(Checkpoint checkpoint, CheckpointSigner.Signed signed) {
    try (Connection connection = dataSource.getConnection();
        PreparedStatement insert = connection.prepareStatement(INSERT)) {
      insert.setLong(1, checkpoint.size());
      insert.setBytes(2, checkpoint.root());
      insert.setString(3, checkpoint.note(signed));
      insert.setBytes(4, signed.publicKey());
      insert.executeUpdate();
    } catch (SQLException e) {
      throw new IllegalStateException("A checkpoint could not be kept.", e);
    }
  }

  @Override
  public List<byte[]> publicKeys() {
    List<byte[]> keys = new ArrayList<>();
    try (Connection connection = dataSource.getConnection();
        PreparedStatement select = connection.prepareStatement(KEYS);
        ResultSet row = select.executeQuery()) {
      while (row.next()) {
        keys.add(row.getBytes(1));
      }
      return keys;
    } catch (SQLException e) {
      throw new IllegalStateException("The log's keys could not be read.", e);
    }
  }
}
