package jp.meishigura.contacts.store;

import io.agroal.api.AgroalDataSource;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import jp.meishigura.platform.caller.Tenant;
import jp.meishigura.platform.tx.TenantScope;

/** Subject keys that seal nothing any more and are still to be retired. */
@ApplicationScoped
public class RetiringKeyTable {

  private static final String ADD =
      "insert into retiring_keys (tenant_id, tenant_alias, key_id, due_at) values (?, ?, ?, ?)"
          + " on conflict do nothing";
  private static final String DUE =
      "select tenant_id, tenant_alias, key_id from retiring_keys where due_at <= ?"
          + " order by due_at limit ?";
  private static final String REMOVE =
      "delete from retiring_keys where tenant_id = ? and key_id = any(?)";

  private final AgroalDataSource dataSource;

  RetiringKeyTable(AgroalDataSource dataSource) {
    this.dataSource = dataSource;
  }

  /** Of the current transaction's tenant. */
  public void add(Collection<UUID> keyIds, Instant due) {
    Tenant tenant = TenantScope.tenant();
    try (Connection connection = dataSource.getConnection();
        PreparedStatement add = connection.prepareStatement(ADD)) {
      for (UUID keyId : keyIds) {
        add.setObject(1, tenant.id());
        add.setString(2, tenant.alias());
        add.setObject(3, keyId);
        add.setObject(4, OffsetDateTime.ofInstant(due, ZoneOffset.UTC));
        add.addBatch();
      }
      add.executeBatch();
    } catch (SQLException e) {
      throw new IllegalStateException("Retiring keys could not be written.", e);
    }
  }

  /** Those whose time has come, by tenant; in a system transaction. */
  public Map<Tenant, List<UUID>> due(Instant now, int limit) {
    Map<Tenant, List<UUID>> due = new LinkedHashMap<>();
    try (Connection connection = dataSource.getConnection();
        PreparedStatement select = connection.prepareStatement(DUE)) {
      select.setObject(1, OffsetDateTime.ofInstant(now, ZoneOffset.UTC));
      select.setInt(2, limit);
      try (ResultSet row = select.executeQuery()) {
        while (row.next()) {
          due.computeIfAbsent(
                  new Tenant(row.getObject(1, UUID.class), row.getString(2)),
                  _ -> new ArrayList<>())
              .add(row.getObject(3, UUID.class));
        }
      }
    } catch (SQLException e) {
      throw new IllegalStateException("Retiring keys could not be read.", e);
    }
    return due;
  }

  /** They are retired; of the current transaction's tenant. */
  public void remove(Collection<UUID> keyIds) {
    try (Connection connection = dataSource.getConnection();
        PreparedStatement remove = connection.prepareStatement(REMOVE)) {
      remove.setObject(1, TenantScope.tenant().id());
      remove.setArray(2, connection.createArrayOf("uuid", keyIds.toArray()));
      remove.executeUpdate();
    } catch (SQLException e) {
      throw new IllegalStateException("Retired keys could not be removed.", e);
    }
  }
}
