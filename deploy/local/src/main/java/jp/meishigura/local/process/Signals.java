package jp.meishigura.local.process;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** Ends processes: first by asking, then by force. */
final class Signals {
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final Duration PAUSE = Duration.ofMillis(50);

  private Signals() {}

  /**
   * @return whether the process ran
   */
  static boolean stop(PidFile pid) throws IOException, InterruptedException {
    Optional<ProcessHandle> process = pid.process();
    if (process.isEmpty()) {
      return false;
    }
    send(pid.stopSignal(), process.get());
    if (!endsWithin(PATIENCE, pid)) {
      process.get().destroyForcibly();
      endsWithin(PATIENCE, pid);
    }
    return true;
  }

  private static boolean endsWithin(Duration patience, PidFile pid) throws InterruptedException {
    Instant deadline = Instant.now().plus(patience);
    while (pid.process().isPresent()) {
      if (Instant.now().isAfter(deadline)) {
        return false;
      }
      Thread.sleep(PAUSE);
    }
    return true;
  }

  /** Java itself can only send TERM and KILL; PostgreSQL's quick shutdown is INT. */
  private static void send(String signal, ProcessHandle process)
      throws IOException, InterruptedException {
    if (signal.equals("TERM")) {
      process.destroy();
    } else {
      new ProcessBuilder("kill", "-" + signal, Long.toString(process.pid()))
          .redirectErrorStream(true)
          .redirectOutput(ProcessBuilder.Redirect.DISCARD)
          .start()
          .waitFor();
    }
  }
}
