package jp.meishigura.local.suite;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import jp.meishigura.local.Arguments;
import jp.meishigura.local.LaunchException;
import jp.meishigura.local.Verb;

/** {@code stand}: the servers that tests need, on free ports, until nobody needs them any more. */
final class StandVerb implements Verb {
  private static final int POLL_MILLIS = 300;

  private final Path repository;

  StandVerb(Path repository) {
    this.repository = repository;
  }

  @Override
  public String name() {
    return "stand";
  }

  @Override
  public String help() {
    return "[--for-pid PID] [--file FILE]  throw-away PostgreSQL, Kafka, OpenBao and mail for tests";
  }

  @Override
  public int run(Arguments arguments) throws IOException, InterruptedException {
    Optional<ProcessHandle> master = arguments.option("--for-pid").map(StandVerb::process);
    Stand stand = Stand.prepare(repository);
    Thread end = new Thread(stand::end, "end");
    Runtime.getRuntime().addShutdownHook(end);
    Path file = arguments.option("--file").map(Path::of).orElse(stand.defaultFile());
    stand.start(file.toAbsolutePath());
    while (master.isEmpty() || master.get().isAlive()) {
      Thread.sleep(POLL_MILLIS);
    }
    return 0;
  }

  private static ProcessHandle process(String pid) {
    return ProcessHandle.of(Long.parseLong(pid))
        .orElseThrow(() -> new LaunchException("There is no process " + pid + "."));
  }
}
