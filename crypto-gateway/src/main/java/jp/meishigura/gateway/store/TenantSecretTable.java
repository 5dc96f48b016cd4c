package jp.meishigura.gateway.store;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import jp.meishigura.gateway.domain.ring.SecretKind;
import jp.meishigura.gateway.domain.ring.StoredSecret;
import jp.meishigura.platform.tx.Statements;
import jp.meishigura.platform.tx.TenantScope;

/** Tenant keys and index secrets, in the current tenant's transaction. */
@ApplicationScoped
public class TenantSecretTable {

  private final Statements sql;

  public TenantSecretTable(Statements sql) {
    this.sql = sql;
  }

  public List<StoredSecret> all(SecretKind kind) {
    return sql.select(
        row -> new StoredSecret(row.getObject(1, UUID.class), row.getInt(2), row.getString(3)),
        "select key_id, version, wrapped from " + table(kind) + " where tenant_id = ?",
        TenantScope.tenant().id());
  }

  /** Which versions there are now. */
  public Set<UUID> ids(SecretKind kind) {
    return sql
        .select(
            row -> row.getObject(1, UUID.class),
            "select key_id from " + table(kind) + " where tenant_id = ?",
            TenantScope.tenant().id())
        .stream()
        .collect(Collectors.toUnmodifiableSet());
  }

  /** Whether this is the row that counts now; false when another was faster with its version. */
  public boolean add(SecretKind kind, StoredSecret secret) {
    sql.update(
        "insert into key_holders (tenant_id) values (?) on conflict do nothing",
        TenantScope.tenant().id());
    return sql.update(
            "insert into "
                + table(kind)
                + " (tenant_id, version, key_id, wrapped) values (?, ?, ?, ?)"
                + " on conflict (tenant_id, version) do nothing",
            TenantScope.tenant().id(),
            secret.version(),
            secret.id(),
            secret.wrapped())
        == 1;
  }

  /** Exchanges the wrapping, unless the row is another by now. */
  public void rewrap(SecretKind kind, StoredSecret old, StoredSecret anew) {
    sql.update(
        "update "
            + table(kind)
            + " set wrapped = ? where tenant_id = ? and key_id = ? and wrapped = ?",
        anew.wrapped(),
        TenantScope.tenant().id(),
        old.id(),
        old.wrapped());
  }

  /** Removes one version, if it is there. The newest one cannot go. */
  public boolean remove(SecretKind kind, int version) {
    return sql.update(
            "delete from " + table(kind) + " where tenant_id = ? and version = ?",
            TenantScope.tenant().id(),
            version)
        == 1;
  }

  /** Removes tenant keys of older versions that wrap nothing any more. */
  public int removeUnusedTenantKeys(int before) {
    return sql.update(
        "delete from tenant_keys t where tenant_id = ? and version < ? and not exists"
            + " (select from subject_keys k where k.tenant_id = t.tenant_id"
            + " and k.tenant_key_version = t.version)",
        TenantScope.tenant().id(),
        before);
  }

  /** Tenants that have secrets, in the order of their ids; in a system transaction. */
  public List<UUID> holders(UUID after, int limit) {
    return sql.select(
        row -> row.getObject(1, UUID.class),
        "select tenant_id from key_holders where tenant_id > ? order by tenant_id limit ?",
        after,
        limit);
  }

  /** How many tenants have secrets; in a system transaction. */
  public long countHolders() {
    return sql.select(row -> row.getLong(1), "select count(*) from key_holders").getFirst();
  }

  private static String table(SecretKind kind) {
    return switch (kind) {
      case TENANT_KEY -> "tenant_keys";
      case INDEX_SECRET -> "index_secrets";
    };
  }
}
