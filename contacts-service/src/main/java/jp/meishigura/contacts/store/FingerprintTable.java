package jp.meishigura.contacts.store;

import io.agroal.api.AgroalDataSource;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;
import jp.meishigura.platform.tx.TenantScope;

/** What idempotency keys were used for; of the current transaction's tenant. */
@ApplicationScoped
public class FingerprintTable {

  private static final String FIND =
      "select fingerprint from idempotency_keys where tenant_id = ? and caller_id = ? and key = ?";

  private final AgroalDataSource dataSource;

  FingerprintTable(AgroalDataSource dataSource) {
    this.dataSource = dataSource;
  }

  public Optional<byte[]> find(String caller, String key) {
    try (Connection connection = dataSource.getConnection();
        PreparedStatement find = connection.prepareStatement(FIND)) {
      find.setObject(1, TenantScope.tenant().id());
      find.setString(2, caller);
      find.setString(3, key);
      try (ResultSet row = find.executeQuery()) {
        return row.next() ? Optional.of(row.getBytes(1)) : Optional.empty();
      }
    } catch (SQLException e) {
      throw new IllegalStateException("A fingerprint could not be read.", e);
    }
  }
}
