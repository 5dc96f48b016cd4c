package jp.meishigura.gateway.store;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import jp.meishigura.platform.caller.Tenant;
import jp.meishigura.platform.tombstone.Tombstone;
import jp.meishigura.platform.tx.Statements;
import jp.meishigura.platform.tx.TenantScope;

/** Which subjects' keys were destroyed for good, in the current tenant's transaction. */
@ApplicationScoped
public class TombstoneTable {

  private final Statements sql;

  public TombstoneTable(Statements sql) {
    this.sql = sql;
  }

  public List<Tombstone> of(Collection<UUID> subjects) {
    Tenant tenant = TenantScope.tenant();
    return sql.select(
        row ->
            new Tombstone(
                tenant,
                row.getObject(1, UUID.class),
                row.getObject(2, UUID.class),
                row.getObject(3, OffsetDateTime.class).toInstant()),
        "select subject_id, order_id, destroyed_at from tombstones"
            + " where tenant_id = ? and subject_id = any(?)",
        tenant.id(),
        List.copyOf(subjects));
  }

  /** Adds those that are missing and returns their subjects; a first tombstone stays as it is. */
  public List<UUID> addMissing(List<Tombstone> tombstones) {
    return sql.select(
        row -> row.getObject(1, UUID.class),
        "insert into tombstones (tenant_id, subject_id, order_id, destroyed_at)"
            + " select ?, subject_id, order_id, at"
            + " from unnest(?::uuid[], ?::uuid[], ?::timestamptz[]) as t (subject_id, order_id, at)"
            + " on conflict (tenant_id, subject_id) do nothing returning subject_id",
        TenantScope.tenant().id(),
        tombstones.stream().map(Tombstone::subject).toList(),
        tombstones.stream().map(Tombstone::order).toList(),
        tombstones.stream().map(Tombstone::destroyedAt).toList());
  }
}
