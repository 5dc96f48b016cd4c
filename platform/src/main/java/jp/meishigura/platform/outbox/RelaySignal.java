package jp.meishigura.platform.outbox;

import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** Wakes the relay when a transaction with events has committed in this process. */
@Singleton
class RelaySignal {

  private final Semaphore news = new Semaphore(0);

  void wake() {
    news.release();
  }

  /** Returns when there is news, at the latest after the time given. */
  void await(Duration atMost) throws InterruptedException {
    if (news.tryAcquire(atMost.toMillis(), TimeUnit.MILLISECONDS)) {
      news.drainPermits();
    }
  }
}
