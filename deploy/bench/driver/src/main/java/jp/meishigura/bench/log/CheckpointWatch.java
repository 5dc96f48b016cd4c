package jp.meishigura.bench.log;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.NavigableMap;
import java.util.concurrent.ConcurrentSkipListMap;

/**
 * Looks at the published checkpoint all the time and remembers when it saw each size for the first
 * time: from then on everybody can prove what lies beneath it.
 */
final class CheckpointWatch implements AutoCloseable {
  private static final Duration PAUSE = Duration.ofMillis(10);

  private final HttpClient http = HttpClient.newHttpClient();
  private final HttpRequest request;
  private final NavigableMap<Long, Long> seen = new ConcurrentSkipListMap<>();
  private final Thread thread;
  private volatile boolean running = true;

  /**
   * @param audit audit-service's address
   */
  CheckpointWatch(URI audit) {
    this.request =
        HttpRequest.newBuilder(audit.resolve("/log/checkpoint"))
            .timeout(Duration.ofSeconds(5))
            .build();
    this.thread = Thread.ofPlatform().name("checkpoint-watch").daemon().start(this::watch);
  }

  /** When a checkpoint that covers this leaf was first seen, by {@link System#nanoTime}. */
  long provableAt(long leaf) {
    var checkpoint = seen.higherEntry(leaf);
    if (checkpoint == null) {
      throw new IllegalStateException("No checkpoint covers leaf " + leaf + ".");
    }
    return checkpoint.getValue();
  }

  /** Whether this leaf is covered by now. */
  boolean covers(long leaf) {
    return seen.higherKey(leaf) != null;
  }

  private void watch() {
    while (running) {
      try {
        HttpResponse<String> answer = http.send(request, HttpResponse.BodyHandlers.ofString());
        if (answer.statusCode() == 200) {
          seen.putIfAbsent(Long.valueOf(answer.body().lines().toList().get(1)), System.nanoTime());
        }
        Thread.sleep(PAUSE);
      } catch (IOException e) {
        // Asked again: the run ends with an error when none comes in the end.
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return;
      }
    }
  }

  @Override
  public void close() {
    running = false;
    thread.interrupt();
    http.close();
  }
}
