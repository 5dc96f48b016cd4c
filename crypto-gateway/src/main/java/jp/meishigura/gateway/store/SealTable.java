package jp.meishigura.gateway.store;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import jp.meishigura.gateway.domain.seal.Seal;
import jp.meishigura.platform.tx.Statements;
import jp.meishigura.platform.tx.TenantScope;

/** The seal switch, in the current tenant's transaction. */
@ApplicationScoped
public class SealTable {

  private final Statements sql;

  public SealTable(Statements sql) {
    this.sql = sql;
  }

  public Seal read() {
    return read("select sealed, since from seals where tenant_id = ?");
  }

  /**
   * And holds it there until the end of the transaction, and the tenant's keys with it: {@link
   * Locks#whileKeysGo} waits. In one round trip, because a release is little more than that.
   */
  public Seal hold() {
    return read("select sealed, since from seal_under_lock(?)");
  }

  private Seal read(String query) {
    return sql
        .select(
            row -> new Seal(row.getBoolean(1), row.getObject(2, OffsetDateTime.class).toInstant()),
            query,
            TenantScope.tenant().id())
        .stream()
        .findFirst()
        .orElse(Seal.NEVER);
  }

  /** Whether the switch was moved: false when it stood so already. */
  public boolean set(boolean sealed, Instant at) {
    return sql.update(
            "insert into seals as s (tenant_id, sealed, since) select ?::uuid, ?::boolean, ?::timestamptz"
                + " where ? or exists (select from seals where tenant_id = ?)"
                + " on conflict (tenant_id) do update"
                + " set sealed = excluded.sealed, since = excluded.since"
                + " where s.sealed <> excluded.sealed",
            TenantScope.tenant().id(),
            sealed,
            OffsetDateTime.ofInstant(at, ZoneOffset.UTC),
            sealed,
            TenantScope.tenant().id())
        == 1;
  }
}
