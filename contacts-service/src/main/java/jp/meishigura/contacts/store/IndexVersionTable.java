package jp.meishigura.contacts.store;

import io.agroal.api.AgroalDataSource;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.UUID;
import jp.meishigura.platform.tx.TenantScope;

/** The version of the index keys that everything new is written under; of the current tenant. */
@ApplicationScoped
public class IndexVersionTable {

  private static final String LOCK =
      "select pg_advisory_xact_lock(hashtextextended(?::text, 7306))";
  private static final String RAISE =
      "insert into index_versions as known (tenant_id, version) values (?, ?)"
          + " on conflict (tenant_id) do update set version = excluded.version"
          + " where known.version < excluded.version";

  private final AgroalDataSource dataSource;

  IndexVersionTable(AgroalDataSource dataSource) {
    this.dataSource = dataSource;
  }

  /**
   * From the commit on nobody writes under an older version, and whoever has is committed.
   *
   * @return whether this was news
   */
  public boolean raise(int version) {
    UUID tenant = TenantScope.tenant().id();
    try (Connection connection = dataSource.getConnection();
        PreparedStatement lock = connection.prepareStatement(LOCK);
        PreparedStatement raise = connection.prepareStatement(RAISE)) {
      lock.setString(1, tenant.toString());
      lock.execute();
      raise.setObject(1, tenant);
      raise.setInt(2, version);
      return raise.executeUpdate() == 1;
    } catch (SQLException e) {
      throw new IllegalStateException("The version of index keys could not be raised.", e);
    }
  }
}
