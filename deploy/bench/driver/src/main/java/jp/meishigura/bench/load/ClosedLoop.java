package jp.meishigura.bench.load;

import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * So many callers, each of which sends its next request when the last was answered. Under such a
 * load a slower server is asked less often: compare rates, and read latencies beside them.
 */
public final class ClosedLoop implements AutoCloseable {
  private final HttpClient http =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(Duration.ofSeconds(5))
          .build();
  private final ExecutorService threads;
  private final int connections;

  /**
   * @param connections callers; each has a connection of its own, kept alive
   */
  public ClosedLoop(int connections) {
    this.connections = connections;
    this.threads = Executors.newFixedThreadPool(connections);
  }

  /** One round: what was answered in it. */
  public record Round(Latencies latencies, double seconds) {
    public double rate() {
      return latencies.count() / seconds;
    }
  }

  /**
   * Loads one side for so long.
   *
   * @throws IllegalStateException when an answer has another status than the load expects
   */
  public Round run(Load load, Duration length) throws InterruptedException {
    long begin = System.nanoTime();
    long end = begin + length.toNanos();
    List<Callable<Latencies>> callers = new ArrayList<>();
    for (int i = 0; i < connections; i++) {
      callers.add(() -> callUntil(end, load));
    }
    Latencies all = new Latencies();
    for (Future<Latencies> caller : threads.invokeAll(callers)) {
      try {
        all.addAll(caller.get());
      } catch (ExecutionException e) {
        throw new IllegalStateException("The load was not answered: " + e.getCause(), e);
      }
    }
    return new Round(all, (System.nanoTime() - begin) / 1e9);
  }

  private Latencies callUntil(long end, Load load) throws IOException, InterruptedException {
    Latencies latencies = new Latencies();
    while (System.nanoTime() < end) {
      HttpRequest request = load.request();
      long sent = System.nanoTime();
      HttpResponse<byte[]> answer = http.send(request, BodyHandlers.ofByteArray());
      long took = System.nanoTime() - sent;
      if (answer.statusCode() != load.status()) {
        throw new IOException(
            answer.request().method()
                + " "
                + answer.uri()
                + " was answered with "
                + answer.statusCode()
                + " "
                + new String(answer.body(), StandardCharsets.UTF_8));
      }
      latencies.add(took);
      load.answered(answer);
    }
    return latencies;
  }

  @Override
  public void close() {
    threads.shutdownNow();
    http.close();
  }
}
