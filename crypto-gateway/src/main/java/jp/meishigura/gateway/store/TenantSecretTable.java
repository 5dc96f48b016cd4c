package jp.meishigura.gateway.store;

import io.agroal.api.AgroalDataSource;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import jp.meishigura.gateway.domain.ring.SecretKind;
import jp.meishigura.gateway.domain.ring.StoredSecret;
import jp.meishigura.platform.tx.TenantScope;

/** Tenant keys and index secrets, in the current tenant's transaction. */
@ApplicationScoped
public class TenantSecretTable {

  private final AgroalDataSource dataSource;

  public TenantSecretTable(AgroalDataSource dataSource) {
    this.dataSource = dataSource;
  }

  public List<StoredSecret> all(SecretKind kind) {
    String sql = "select key_id, version, wrapped from " + table(kind) + " where tenant_id = ?";
    List<StoredSecret> rows = new ArrayList<>();
    try (Connection connection = dataSource.getConnection();
        PreparedStatement select = connection.prepareStatement(sql)) {
      select.setObject(1, TenantScope.tenant().id());
      try (ResultSet row = select.executeQuery()) {
        while (row.next()) {
          rows.add(new StoredSecret(row.getObject(1, UUID.class), row.getInt(2), row.getString(3)));
        }
      }
    } catch (SQLException e) {
      throw new IllegalStateException("Tenant secrets could not be read.", e);
    }
    return rows;
  }

  /** Whether this is the row that counts now; false when another was faster with its version. */
  public boolean add(SecretKind kind, StoredSecret secret) {
    String sql =
        "insert into "
            + table(kind)
            + " (tenant_id, version, key_id, wrapped) values (?, ?, ?, ?)"
            + " on conflict (tenant_id, version) do nothing";
    try (Connection connection = dataSource.getConnection();
        PreparedStatement insert = connection.prepareStatement(sql)) {
      insert.setObject(1, TenantScope.tenant().id());
      insert.setInt(2, secret.version());
      insert.setObject(3, secret.id());
      insert.setString(4, secret.wrapped());
      return insert.executeUpdate() == 1;
    } catch (SQLException e) {
      throw new IllegalStateException("A tenant secret could not be kept.", e);
    }
  }

  private static String table(SecretKind kind) {
    return switch (kind) {
      case TENANT_KEY -> "tenant_keys";
      case INDEX_SECRET -> "index_secrets";
    };
  }
}
