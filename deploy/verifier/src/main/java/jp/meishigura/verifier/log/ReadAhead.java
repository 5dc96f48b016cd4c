package jp.meishigura.verifier.log;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.LongFunction;
import jp.meishigura.verifier.Failure;
import jp.meishigura.verifier.Refused;

/** Does work on several threads and hands it over in order, a bounded piece of it at a time. */
final class ReadAhead {
  private final int threads;

  ReadAhead(int threads) {
    this.threads = threads;
  }

  @FunctionalInterface
  interface Taker<T> {
    void take(T result) throws Refused;
  }

  /** Does the work of each number from one to below another. */
  <T> void each(long from, long to, LongFunction<Callable<T>> work, Taker<T> taker) throws Refused {
    try (ExecutorService pool = Executors.newFixedThreadPool(threads)) {
      Deque<Future<T>> window = new ArrayDeque<>();
      try {
        for (long next = from; next < to || !window.isEmpty(); ) {
          while (next < to && window.size() < 2 * threads) {
            window.add(pool.submit(work.apply(next++)));
          }
          taker.take(result(window.remove()));
        }
      } finally {
        pool.shutdownNow();
      }
    }
  }

  private static <T> T result(Future<T> future) throws Refused {
    try {
      return future.get();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof Refused refused) {
        throw refused;
      }
      throw new IllegalStateException(e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new Refused(Failure.UNREACHABLE, "interrupted");
    }
  }
}
