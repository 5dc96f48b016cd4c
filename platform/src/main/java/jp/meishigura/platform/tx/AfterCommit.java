package jp.meishigura.platform.tx;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Status;
import jakarta.transaction.Synchronization;
import jakarta.transaction.TransactionSynchronizationRegistry;

/** What memory learns of a transaction, and only if it commits. */
@ApplicationScoped
public class AfterCommit {

  private final TransactionSynchronizationRegistry transaction;

  public AfterCommit(TransactionSynchronizationRegistry transaction) {
    this.transaction = transaction;
  }

  /** Runs this when the current transaction has committed, and never otherwise. */
  public void run(Runnable work) {
    transaction.registerInterposedSynchronization(
        new Synchronization() {
          @Override
          public void beforeCompletion() {}

          @Override
          public void afterCompletion(int status) {
            if (status == Status.STATUS_COMMITTED) {
              work.run();
            }
          }
        });
  }
}
