package jp.meishigura.contacts.app;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Erasures that somebody has ordered of this process. crypto-gateway answers when Kafka has the
 * tombstone, so that the tombstone is mostly here before the answer: it waits for a moment, and the
 * rows go with the record that names who ordered it.
 */
@ApplicationScoped
class ErasuresUnderWay {

  /** An answer takes milliseconds more; if it fails, the tombstone does the work. */
  private static final Duration PATIENCE = Duration.ofSeconds(2);

  private final Map<UUID, CountDownLatch> orders = new ConcurrentHashMap<>();

  <T> T during(UUID order, Supplier<T> work) {
    CountDownLatch end = new CountDownLatch(1);
    orders.put(order, end);
    try {
      return work.get();
    } finally {
      orders.remove(order, end);
      end.countDown();
    }
  }

  /** Returns when this order is not under way, or after a while. */
  void await(UUID order) {
    @Nullable CountDownLatch end = orders.get(order);
    if (end == null) {
      return;
    }
    try {
      // Whether it ended in time makes no difference: what is left to do is done either way.
      boolean _ = end.await(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
