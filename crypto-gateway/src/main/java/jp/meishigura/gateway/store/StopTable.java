package jp.meishigura.gateway.store;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.OptionalLong;
import java.util.UUID;
import jp.meishigura.gateway.domain.stop.ReleaseStop;
import jp.meishigura.platform.tx.Statements;
import jp.meishigura.platform.tx.TenantScope;

/** People to whom no keys are released, in the current tenant's transaction. */
@ApplicationScoped
public class StopTable {

  private final Statements sql;

  public StopTable(Statements sql) {
    this.sql = sql;
  }

  /**
   * Whether keys may go to a person.
   *
   * @param sealed the tenant is: none go to anybody
   */
  public record Held(boolean sealed, boolean stopped) {}

  /**
   * Reads the seal switch and the person's stop, and holds both to the end of the transaction:
   * {@link Locks#whileKeysGo} waits. In one round trip, because a release is little more than that.
   */
  public Held hold(UUID person) {
    return sql.select(
            row -> new Held(row.getBoolean(1), row.getBoolean(2)),
            "select sealed, stopped from stop_under_lock(?, ?)",
            TenantScope.tenant().id(),
            person)
        .getFirst();
  }

  /** The revision that is known of a person. */
  public OptionalLong revision(UUID person) {
    return sql
        .select(
            row -> row.getLong(1),
            "select revision from release_stops where tenant_id = ? and person = ?",
            TenantScope.tenant().id(),
            person)
        .stream()
        .mapToLong(Long::longValue)
        .findFirst();
  }

  /** Keeps it, unless a later word is known. */
  public void keep(ReleaseStop stop) {
    sql.update(
        "insert into release_stops as known (tenant_id, person, stopped, revision)"
            + " values (?, ?, ?, ?) on conflict (tenant_id, person) do update"
            + " set stopped = excluded.stopped, revision = excluded.revision"
            + " where known.revision < excluded.revision",
        TenantScope.tenant().id(),
        stop.person(),
        stop.stopped(),
        stop.revision());
  }
}
