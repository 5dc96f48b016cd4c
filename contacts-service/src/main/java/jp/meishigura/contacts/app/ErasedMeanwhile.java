package jp.meishigura.contacts.app;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.UUID;
import jp.meishigura.contacts.store.ErasureTable;
import jp.meishigura.platform.caller.Tenant;
import jp.meishigura.platform.tx.TenantTransactions;

/**
 * Tells a key that went with an erasure from one that is lost. Of an erasure the key goes first and
 * the rows a moment later, so that whoever reads the card in between finds it without its key.
 */
@ApplicationScoped
class ErasedMeanwhile {

  /** A tombstone takes less than a second, and a lost key is rare enough to wait for it. */
  private static final Duration PATIENCE = Duration.ofSeconds(2);

  private static final Duration PAUSE = Duration.ofMillis(100);

  private final TenantTransactions transactions;
  private final ErasureTable erasures;
  private final ErasuresUnderWay underWay;

  ErasedMeanwhile(
      TenantTransactions transactions, ErasureTable erasures, ErasuresUnderWay underWay) {
    this.transactions = transactions;
    this.erasures = erasures;
    this.underWay = underWay;
  }

  /** Whether this card, whose key is gone, is erased or about to be. */
  boolean isErased(Tenant tenant, UUID card) {
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (!underWay.isOf(card) && !isOnRecord(tenant, card)) {
      if (System.nanoTime() > end || !pause()) {
        return false;
      }
    }
    return true;
  }

  private boolean isOnRecord(Tenant tenant, UUID card) {
    return transactions.call(tenant, () -> erasures.order(card).isPresent());
  }

  private static boolean pause() {
    try {
      Thread.sleep(PAUSE);
      return true;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
