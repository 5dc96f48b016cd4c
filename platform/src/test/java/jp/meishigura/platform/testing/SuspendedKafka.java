package jp.meishigura.platform.testing;

import java.io.IOException;
import java.io.UncheckedIOException;

/**
 * As long as this is open, the stand's broker answers nobody: its process is stopped, connections
 * stay. It goes on when this is closed, at the latest with this JVM's end.
 */
public final class SuspendedKafka implements AutoCloseable {

  private final String pid;
  private final Thread atTheEnd;

  public SuspendedKafka(Stand stand) {
    this.pid = stand.property("pid.kafka");
    this.atTheEnd = new Thread(this::resume);
    Runtime.getRuntime().addShutdownHook(atTheEnd);
    signal("-STOP");
  }

  @Override
  public void close() {
    resume();
    Runtime.getRuntime().removeShutdownHook(atTheEnd);
  }

  private void resume() {
    signal("-CONT");
  }

  private void signal(String signal) {
    try {
      int code = new ProcessBuilder("kill", signal, pid).start().waitFor();
      if (code != 0) {
        throw new IllegalStateException("kill " + signal + " ended with " + code);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
  }
}
