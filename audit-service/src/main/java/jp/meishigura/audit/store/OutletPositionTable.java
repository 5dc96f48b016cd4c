package jp.meishigura.audit.store;

import io.agroal.api.AgroalDataSource;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.OptionalLong;
import java.util.UUID;
import jp.meishigura.audit.domain.outlet.Positions;

/** {@link Positions} in PostgreSQL, by its clock: instances' own may differ. */
@ApplicationScoped
public class OutletPositionTable implements Positions {

  private static final String HOLD =
      "insert into outlet_positions as one (outlet, tenant_id, holder, held_until)"
          + " values (?, ?, ?, now() + ? * interval '1 millisecond')"
          + " on conflict (outlet, tenant_id) do update"
          + " set holder = excluded.holder, held_until = excluded.held_until"
          + " where one.holder = excluded.holder or one.held_until < now()"
          + " returning next_leaf";

  private static final String ADVANCE =
      "update outlet_positions set next_leaf = greatest(next_leaf, ?),"
          + " held_until = now() + ? * interval '1 millisecond', delivered_at = now()"
          + " where outlet = ? and tenant_id = ? and holder = ?";

  private static final String RELEASE =
      "update outlet_positions set held_until = '-infinity'"
          + " where outlet = ? and tenant_id = ? and holder = ?";

  private static final String NEXT =
      "select next_leaf from outlet_positions where outlet = ? and tenant_id = ?";

  private final AgroalDataSource dataSource;

  OutletPositionTable(AgroalDataSource dataSource) {
    this.dataSource = dataSource;
  }

  @Override
  public OptionalLong hold(String outlet, UUID tenant, UUID holder, Duration lease) {
    try (Connection connection = dataSource.getConnection();
        PreparedStatement upsert = connection.prepareStatement(HOLD)) {
      upsert.setString(1, outlet);
      upsert.setObject(2, tenant);
      upsert.setObject(3, holder);
      upsert.setLong(4, lease.toMillis());
      return first(upsert);
    } catch (SQLException e) {
      throw new IllegalStateException("An outlet's position could not be had.", e);
    }
  }

  @Override
  public boolean advance(String outlet, UUID tenant, UUID holder, long next, Duration lease) {
    try (Connection connection = dataSource.getConnection();
        PreparedStatement update = connection.prepareStatement(ADVANCE)) {
      update.setLong(1, next);
      update.setLong(2, lease.toMillis());
      update.setString(3, outlet);
      update.setObject(4, tenant);
      update.setObject(5, holder);
      return update.executeUpdate() == 1;
    } catch (SQLException e) {
      throw new IllegalStateException("An outlet's position could not be kept.", e);
    }
  }

  @Override
  public void release(String outlet, UUID tenant, UUID holder) {
    try (Connection connection = dataSource.getConnection();
        PreparedStatement update = connection.prepareStatement(RELEASE)) {
      update.setString(1, outlet);
      update.setObject(2, tenant);
      update.setObject(3, holder);
      update.executeUpdate();
    } catch (SQLException e) {
      throw new IllegalStateException("An outlet could not be released.", e);
    }
  }

  @Override
  public long next(String outlet, UUID tenant) {
    try (Connection connection = dataSource.getConnection();
        PreparedStatement select = connection.prepareStatement(NEXT)) {
      select.setString(1, outlet);
      select.setObject(2, tenant);
      return first(select).orElse(0);
    } catch (SQLException e) {
      throw new IllegalStateException("An outlet's position could not be had.", e);
    }
  }

  private static OptionalLong first(PreparedStatement statement) throws SQLException {
    try (ResultSet row = statement.executeQuery()) {
      return row.next() ? OptionalLong.of(row.getLong(1)) : OptionalLong.empty();
    }
  }
}
