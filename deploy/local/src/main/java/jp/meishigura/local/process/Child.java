package jp.meishigura.local.process;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import jp.meishigura.local.LaunchException;

/** A process that was just started and is not healthy yet. */
public final class Child {
  private static final Duration PAUSE = Duration.ofMillis(60);

  private final String name;
  private final ProcessHandle process;
  private final Log log;

  Child(String name, ProcessHandle process, Log log) {
    this.name = name;
    this.process = process;
    this.log = log;
  }

  /** Tells whether a server answers. */
  @FunctionalInterface
  public interface Probe {
    /**
     * @throws IOException when it does not answer yet
     */
    boolean ready() throws IOException, InterruptedException;
  }

  public long pid() {
    return process.pid();
  }

  /**
   * Waits until the server answers.
   *
   * @throws LaunchException when it ends before that or takes longer than {@code limit}; the
   *     message carries the path and the last lines of its log
   */
  public void await(Duration limit, Probe probe) throws InterruptedException {
    Instant deadline = Instant.now().plus(limit);
    while (!answers(probe)) {
      if (!process.isAlive()) {
        throw new LaunchException(name + " ended while starting." + log.tail());
      }
      if (Instant.now().isAfter(deadline)) {
        throw new LaunchException(
            name + " was not ready after " + limit.toSeconds() + " s." + log.tail());
      }
      Thread.sleep(PAUSE);
    }
  }

  private static boolean answers(Probe probe) throws InterruptedException {
    try {
      return probe.ready();
    } catch (IOException e) {
      return false;
    }
  }
}
