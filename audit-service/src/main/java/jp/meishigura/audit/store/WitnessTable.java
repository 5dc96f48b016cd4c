package jp.meishigura.audit.store;

import io.agroal.api.AgroalDataSource;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import jp.meishigura.audit.domain.witness.Cosignature;
import jp.meishigura.audit.domain.witness.Watch;
import org.jspecify.annotations.Nullable;

/** {@link Watch} in PostgreSQL. */
@ApplicationScoped
public class WitnessTable implements Watch {

  private static final String STATE =
      "select coalesce(max(size), 0), coalesce(max(failures), 0),"
          + " (select max(at) from cosignatures where vkey = ?) from witness_states where vkey = ?";

  private static final String CLAIM =
      "insert into witness_states as known (vkey, due_at)"
          + " values (?, now() + make_interval(secs => ?))"
          + " on conflict (vkey) do update set due_at = excluded.due_at where known.due_at <= now()";

  private static final String COSIGNED =
      "update witness_states set size = ?, failures = 0, due_at = now() where vkey = ?";

  private static final String FAILED =
      "update witness_states set failures = failures + 1,"
          + " due_at = now() + make_interval(secs => ?) where vkey = ?";

  private static final String INSERT =
      "insert into cosignatures (size, vkey, at, line) values (?, ?, ?, ?) on conflict do nothing";

  private static final String COUNT =
      "select count(distinct vkey) from cosignatures where size = ? and vkey = any(?)";

  private static final double MILLIS = 1_000.0;

  private final AgroalDataSource dataSource;

  WitnessTable(AgroalDataSource dataSource) {
    this.dataSource = dataSource;
  }

  @Override
  public State of(String vkey) {
    try (Connection connection = dataSource.getConnection();
        PreparedStatement select = connection.prepareStatement(STATE)) {
      select.setString(1, vkey);
      select.setString(2, vkey);
      try (ResultSet row = select.executeQuery()) {
        row.next();
        return new State(row.getLong(1), row.getInt(2), instant(row));
      }
    } catch (SQLException e) {
      throw failure(e);
    }
  }

  private static @Nullable Instant instant(ResultSet row) throws SQLException {
    OffsetDateTime at = row.getObject(3, OffsetDateTime.class);
    return at == null ? null : at.toInstant();
  }

  @Override
  public boolean claim(String vkey, Duration lease) {
    try (Connection connection = dataSource.getConnection();
        PreparedStatement claim = connection.prepareStatement(CLAIM)) {
      claim.setString(1, vkey);
      claim.setDouble(2, lease.toMillis() / MILLIS);
      return claim.executeUpdate() == 1;
    } catch (SQLException e) {
      throw failure(e);
    }
  }

  @Override
  public void cosigned(long size, Cosignature cosignature) {
    try (Connection connection = dataSource.getConnection();
        PreparedStatement insert = connection.prepareStatement(INSERT);
        PreparedStatement update = connection.prepareStatement(COSIGNED)) {
      insert.setLong(1, size);
      insert.setString(2, cosignature.vkey());
      insert.setObject(3, cosignature.at().atOffset(ZoneOffset.UTC));
      insert.setString(4, cosignature.line());
      insert.executeUpdate();
      update.setLong(1, size);
      update.setString(2, cosignature.vkey());
      update.executeUpdate();
    } catch (SQLException e) {
      throw failure(e);
    }
  }

  @Override
  public void failed(String vkey, Duration pause) {
    try (Connection connection = dataSource.getConnection();
        PreparedStatement update = connection.prepareStatement(FAILED)) {
      update.setDouble(1, pause.toMillis() / MILLIS);
      update.setString(2, vkey);
      update.executeUpdate();
    } catch (SQLException e) {
      throw failure(e);
    }
  }

  @Override
  public int count(long size, Collection<String> vkeys) {
    try (Connection connection = dataSource.getConnection();
        PreparedStatement select = connection.prepareStatement(COUNT)) {
      select.setLong(1, size);
      select.setArray(2, connection.createArrayOf("text", vkeys.toArray()));
      try (ResultSet row = select.executeQuery()) {
        row.next();
        return row.getInt(1);
      }
    } catch (SQLException e) {
      throw failure(e);
    }
  }

  private static IllegalStateException failure(SQLException e) {
    return new IllegalStateException("What is kept of witnesses could not be had.", e);
  }
}
