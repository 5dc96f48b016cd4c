package jp.meishigura.gateway.store;

import io.agroal.api.AgroalDataSource;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import jp.meishigura.gateway.domain.subject.WrappedKey;
import jp.meishigura.platform.tx.TenantScope;

/** Subject keys, in the current tenant's transaction. */
@ApplicationScoped
public class SubjectKeyTable {

  /** Ordered, so that two batches that share subjects cannot wait for each other in a circle. */
  private static final String INSERT =
      "insert into subject_keys (tenant_id, subject_id, key_id, tenant_key_version, wrapped)"
          + " select ?, subject_id, key_id, version, wrapped"
          + " from unnest(?::uuid[], ?::uuid[], ?::int[], ?::bytea[])"
          + " as fresh (subject_id, key_id, version, wrapped) order by subject_id"
          + " on conflict (tenant_id, subject_id) do nothing";

  private static final String SELECT =
      "select subject_id, key_id, tenant_key_version, wrapped from subject_keys"
          + " where tenant_id = ? and ";

  private final AgroalDataSource dataSource;

  public SubjectKeyTable(AgroalDataSource dataSource) {
    this.dataSource = dataSource;
  }

  /** Adds the keys of subjects that have none, and says how many those were. */
  public int addMissing(List<WrappedKey> fresh) {
    try (Connection connection = dataSource.getConnection();
        PreparedStatement insert = connection.prepareStatement(INSERT)) {
      insert.setObject(1, TenantScope.tenant().id());
      insert.setArray(
          2, connection.createArrayOf("uuid", fresh.stream().map(WrappedKey::subject).toArray()));
      insert.setArray(
          3, connection.createArrayOf("uuid", fresh.stream().map(WrappedKey::keyId).toArray()));
      insert.setArray(
          4,
          connection.createArrayOf(
              "int4", fresh.stream().map(WrappedKey::tenantKeyVersion).toArray()));
      insert.setArray(
          5,
          connection.createArrayOf(
              "bytea", fresh.stream().map(WrappedKey::wrapped).toArray(byte[][]::new)));
      return insert.executeUpdate();
    } catch (SQLException e) {
      throw new IllegalStateException("Subject keys could not be kept.", e);
    }
  }

  public List<WrappedKey> ofSubjects(Collection<UUID> subjects) {
    return select("subject_id = any(?)", subjects);
  }

  public List<WrappedKey> withIds(Collection<UUID> keyIds) {
    return select("key_id = any(?)", keyIds);
  }

  private List<WrappedKey> select(String condition, Collection<UUID> ids) {
    List<WrappedKey> rows = new ArrayList<>(ids.size());
    try (Connection connection = dataSource.getConnection();
        PreparedStatement select = connection.prepareStatement(SELECT + condition)) {
      select.setObject(1, TenantScope.tenant().id());
      select.setArray(2, connection.createArrayOf("uuid", ids.toArray()));
      try (ResultSet row = select.executeQuery()) {
        while (row.next()) {
          rows.add(
              new WrappedKey(
                  row.getObject(1, UUID.class),
                  row.getObject(2, UUID.class),
                  row.getInt(3),
                  row.getBytes(4)));
        }
      }
    } catch (SQLException e) {
      throw new IllegalStateException("Subject keys could not be read.", e);
    }
    return rows;
  }
}
