package jp.meishigura.gateway.store;

import jakarta.enterprise.context.ApplicationScoped;
import jp.meishigura.platform.tx.Statements;
import jp.meishigura.platform.tx.TenantScope;

/** PostgreSQL's advisory locks, each until the end of the current transaction. */
@ApplicationScoped
public class Locks {

  /** Any numbers, the same in every instance; platform's relay has one of its own. */
  private static final long WORKER = 0x6d65697368690002L;

  private static final long VAULT_KEY = 0x6d65697368690003L;

  /** Shared by {@code seal_under_lock}, which whoever makes or gives out keys begins with. */
  private static final String OF_TENANT =
      "select pg_advisory_xact_lock(hashtextextended(?::text, 7305))";

  private final Statements sql;

  public Locks(Statements sql) {
    this.sql = sql;
  }

  /**
   * Keys of this tenant go, or are not given out any more: it waits for whoever makes one or gives
   * one out, and whoever comes later waits for it, and then sees what has gone.
   */
  public void whileKeysGo() {
    take(OF_TENANT, TenantScope.tenant().id().toString());
  }

  /** Something that Vault has wrapped is kept: any number at once. */
  public void whileKeepingWrapped() {
    take("select pg_advisory_xact_lock_shared(?)", VAULT_KEY);
  }

  /** From which version on wrappings are taken is decided: whoever keeps one waits. */
  public void whileDecidingVersion() {
    take("select pg_advisory_xact_lock(?)", VAULT_KEY);
  }

  /** Whether this instance is the one that works on rotations until the transaction ends. */
  public boolean becomeTheWorker() {
    return sql.select(
            row -> row.getBoolean(1), "select pg_try_advisory_xact_lock(?)", (Object) WORKER)
        .getFirst();
  }

  private void take(String statement, Object value) {
    sql.select(row -> true, statement, value);
  }
}
