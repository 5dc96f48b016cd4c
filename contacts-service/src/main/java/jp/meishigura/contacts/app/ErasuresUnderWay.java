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

  private record UnderWay(UUID card, CountDownLatch end) {}

  private final Map<UUID, UnderWay> orders = new ConcurrentHashMap<>();

  <T> T during(UUID order, UUID card, Supplier<T> work) {
    UnderWay mine = new UnderWay(card, new CountDownLatch(1));
    orders.put(order, mine);
    try {
      return work.get();
    } finally {
      orders.remove(order, mine);
      mine.end().countDown();
    }
  }

  /** Whether somebody is erasing this card. */
  boolean isOf(UUID card) {
    return orders.values().stream().anyMatch(one -> one.card().equals(card));
  }

  /** Returns when this order is not under way, or after a while. */
  void await(UUID order) {
    @Nullable UnderWay known = orders.get(order);
    if (known == null) {
      return;
    }
    try {
      // Whether it ended in time makes no difference: what is left to do is done either way.
      boolean _ = known.end().await(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
