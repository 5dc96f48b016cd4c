package jp.meishigura.gateway.store;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import jp.meishigura.gateway.domain.subject.WrappedKey;
import jp.meishigura.platform.tx.Statements;
import jp.meishigura.platform.tx.TenantScope;

/** Subject keys, in the current tenant's transaction. */
@ApplicationScoped
public class SubjectKeyTable {

  /** Ordered, so that two batches that share subjects cannot wait for each other in a circle. */
  private static final String INSERT =
      "insert into subject_keys"
          + " (tenant_id, subject_id, key_id, generation, tenant_key_version, wrapped)"
          + " select ?, f.subject_id, f.key_id, k.newest + 1, f.version, f.wrapped"
          + " from unnest(?::uuid[], ?::uuid[], ?::int[], ?::bytea[])"
          + " as f (subject_id, key_id, version, wrapped)"
          + " cross join lateral (select coalesce(max(generation), 0) as newest from subject_keys"
          + " where tenant_id = ? and subject_id = f.subject_id) as k"
          + " where (? or k.newest = 0) order by f.subject_id"
          + " on conflict (tenant_id, subject_id, generation) do nothing";

  private static final String SELECT =
      "select subject_id, key_id, generation, tenant_key_version, wrapped from subject_keys"
          + " where tenant_id = ? and ";

  private final Statements sql;

  public SubjectKeyTable(Statements sql) {
    this.sql = sql;
  }

  /** Adds the keys of subjects that have none, and says how many those were. */
  public int addMissing(List<WrappedKey> fresh) {
    return insert(false, fresh);
  }

  /** Adds a further key to each subject. */
  public void addFurther(List<WrappedKey> fresh) {
    insert(true, fresh);
  }

  /** The newest key of each of these subjects that has one. */
  public List<WrappedKey> newestOf(Collection<UUID> subjects) {
    return select(
        "subject_id = any(?) and not exists (select from subject_keys n"
            + " where n.tenant_id = subject_keys.tenant_id"
            + " and n.subject_id = subject_keys.subject_id"
            + " and n.generation > subject_keys.generation)",
        List.copyOf(subjects));
  }

  public List<WrappedKey> withIds(Collection<UUID> keyIds) {
    return select("key_id = any(?)", List.copyOf(keyIds));
  }

  /** Removes all keys of these subjects, and says how many. They need tombstones first. */
  public int removeOf(Collection<UUID> subjects) {
    return sql.update(
        "delete from subject_keys where tenant_id = ? and subject_id = any(?)",
        TenantScope.tenant().id(),
        List.copyOf(subjects));
  }

  /** Removes those of these keys that are not the newest of their subject. */
  public int removeOlder(Collection<UUID> keyIds) {
    return sql.update(
        "delete from subject_keys k where tenant_id = ? and key_id = any(?) and exists"
            + " (select from subject_keys n where n.tenant_id = k.tenant_id"
            + " and n.subject_id = k.subject_id and n.generation > k.generation)",
        TenantScope.tenant().id(),
        List.copyOf(keyIds));
  }

  /** How many keys are wrapped by older versions of the tenant key than this one. */
  public long countBehind(int version) {
    return sql.select(
            row -> row.getLong(1),
            "select count(*) from subject_keys where tenant_id = ? and tenant_key_version < ?",
            TenantScope.tenant().id(),
            version)
        .getFirst();
  }

  /** Some of those, in the order of their ids, held until the end of the transaction. */
  public List<WrappedKey> behind(int version, UUID after, int limit) {
    return select(
        "tenant_key_version < ? and key_id > ? order by key_id limit ? for update",
        version,
        after,
        limit);
  }

  /** Exchanges the wrapping and nothing else. */
  public void rewrap(List<WrappedKey> keys) {
    sql.update(
        "update subject_keys k set wrapped = f.wrapped, tenant_key_version = f.version"
            + " from unnest(?::uuid[], ?::int[], ?::bytea[]) as f (key_id, version, wrapped)"
            + " where k.tenant_id = ? and k.key_id = f.key_id",
        keys.stream().map(WrappedKey::keyId).toList(),
        keys.stream().map(WrappedKey::tenantKeyVersion).toList(),
        keys.stream().map(WrappedKey::wrapped).toList(),
        TenantScope.tenant().id());
  }

  private int insert(boolean further, List<WrappedKey> fresh) {
    UUID tenant = TenantScope.tenant().id();
    return sql.update(
        INSERT,
        tenant,
        fresh.stream().map(WrappedKey::subject).toList(),
        fresh.stream().map(WrappedKey::keyId).toList(),
        fresh.stream().map(WrappedKey::tenantKeyVersion).toList(),
        fresh.stream().map(WrappedKey::wrapped).toList(),
        tenant,
        further);
  }

  private List<WrappedKey> select(String condition, Object... values) {
    Object[] all = new Object[values.length + 1];
    all[0] = TenantScope.tenant().id();
    System.arraycopy(values, 0, all, 1, values.length);
    return sql.select(
        row ->
            new WrappedKey(
                row.getObject(1, UUID.class),
                row.getObject(2, UUID.class),
                row.getInt(3),
                row.getInt(4),
                row.getBytes(5)),
        SELECT + condition,
        all);
  }
}
