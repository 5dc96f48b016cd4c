package jp.meishigura.gateway.release;

import jakarta.enterprise.context.ApplicationScoped;
import jp.meishigura.gateway.domain.stop.ReleaseStop;
import jp.meishigura.gateway.store.Locks;
import jp.meishigura.gateway.store.StopTable;
import jp.meishigura.platform.caller.Tenant;
import jp.meishigura.platform.tx.TenantTransactions;

/**
 * What audit-service says of people. From its commit on no instance releases a key for the errand
 * of somebody who is stopped: {@link KeyGuard} reads it in the transaction that would, under a lock
 * that is waited for here. So a release is wholly before a stop or refused.
 */
@ApplicationScoped
public class Stops {

  private final TenantTransactions transactions;
  private final Locks locks;
  private final StopTable table;

  public Stops(TenantTransactions transactions, Locks locks, StopTable table) {
    this.transactions = transactions;
    this.locks = locks;
    this.table = table;
  }

  /** Applies it, unless it is known or a later word is: after each start the topic tells all. */
  public void hear(Tenant tenant, ReleaseStop stop) {
    transactions.run(
        tenant,
        () -> {
          if (stop.isNewsTo(table.revision(stop.person()).orElse(Long.MIN_VALUE))) {
            locks.whileKeysGo();
            table.keep(stop);
          }
        });
  }
}
